// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// The reason of a status.
    public struct StatusInfo: V2Payload {
        /// A word for it. At most 20 characters.
        public var reasonCode: String
        /// Details in words. At most 1024 characters (2.0.1: 512).
        public var additionalInfo: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(reasonCode: String, additionalInfo: String? = nil, customData: CustomData? = nil) {
            self.reasonCode = reasonCode
            self.additionalInfo = additionalInfo
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var reasonCode: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "reasonCode": reasonCode = try reader.text()
                case "additionalInfo": additionalInfo = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.reasonCode = try reader.require(reasonCode, "reasonCode")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("reasonCode", reasonCode, limit: 20)
            writer.member("additionalInfo", additionalInfo, limit: is21 ? 1024 : 512)
            writer.member("customData", customData)
        }
    }
}
