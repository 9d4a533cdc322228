// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `VPNType` of the standard.
    public struct VPN: V2Payload {
        /// Server. At most 2000 characters (2.0.1: 512).
        public var server: String
        /// User. At most 50 characters (2.0.1: 20).
        public var user: String
        /// Password. At most 64 characters (2.0.1: 20).
        public var password: String
        /// Key. At most 255 characters.
        public var key: String
        /// Type.
        public var type: VPNKind
        /// Group. At most 50 characters (2.0.1: 20).
        public var group: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            server: String, user: String, password: String, key: String, type: VPNKind, group: String? = nil,
            customData: CustomData? = nil
        ) {
            self.server = server
            self.user = user
            self.password = password
            self.key = key
            self.type = type
            self.group = group
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var server: String?
            var user: String?
            var password: String?
            var key: String?
            var type: VPNKind?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "server": server = try reader.text()
                case "user": user = try reader.text()
                case "password": password = try reader.text()
                case "key": key = try reader.text()
                case "type": type = try reader.enumeration()
                case "group": group = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.server = try reader.require(server, "server")
            self.user = try reader.require(user, "user")
            self.password = try reader.require(password, "password")
            self.key = try reader.require(key, "key")
            self.type = try reader.require(type, "type")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("server", server, limit: is21 ? 2000 : 512)
            writer.member("user", user, limit: is21 ? 50 : 20)
            writer.member("password", password, limit: is21 ? 64 : 20)
            writer.member("key", key, limit: 255)
            writer.member("type", type)
            writer.member("group", group, limit: is21 ? 50 : 20)
            writer.member("customData", customData)
        }
    }
}
