// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// An EVSE, or one of its connectors.
    public struct EVSE: V2Payload {
        /// The EVSE, from 1.
        public var id: Int
        /// Connector of the EVSE, from 1.
        public var connectorId: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(id: Int, connectorId: Int? = nil, customData: CustomData? = nil) {
            self.id = id
            self.connectorId = connectorId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var id: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "id": id = try reader.integer()
                case "connectorId": connectorId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.id = try reader.require(id, "id")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("id", id, least: is21 ? 0 : nil)
            writer.member("connectorId", connectorId, least: is21 ? 0 : nil)
            writer.member("customData", customData)
        }
    }
}
