// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `EnterServiceGetType` of the standard.
    public struct EnterServiceGet: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Enter service.
        public var enterService: EnterService
        /// Id. At most 36 characters.
        public var id: String
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(enterService: EnterService, id: String, customData: CustomData? = nil) {
            self.enterService = enterService
            self.id = id
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var enterService: EnterService?
            var id: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "enterService": enterService = try reader.object()
                case "id": id = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.enterService = try reader.require(enterService, "enterService")
            self.id = try reader.require(id, "id")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("enterService", enterService)
            writer.member("id", id, limit: 36)
            writer.member("customData", customData)
        }
    }
}
