// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// A variable of a component.
    public struct Variable: V2Payload {
        /// Name. At most 50 characters.
        public var name: String
        /// Instance. At most 50 characters.
        public var instance: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(name: String, instance: String? = nil, customData: CustomData? = nil) {
            self.name = name
            self.instance = instance
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var name: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "name": name = try reader.text()
                case "instance": instance = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.name = try reader.require(name, "name")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("name", name, limit: 50)
            writer.member("instance", instance, limit: 50)
            writer.member("customData", customData)
        }
    }
}
