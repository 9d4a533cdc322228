// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// A further token beside the main one.
    public struct AdditionalInfo: V2Payload {
        /// Additional id token. At most 255 characters (2.0.1: 36).
        public var additionalIdToken: String
        /// What kind of token it is, by agreement. At most 50 characters.
        public var type: String
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(additionalIdToken: String, type: String, customData: CustomData? = nil) {
            self.additionalIdToken = additionalIdToken
            self.type = type
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var additionalIdToken: String?
            var type: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "additionalIdToken": additionalIdToken = try reader.text()
                case "type": type = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.additionalIdToken = try reader.require(additionalIdToken, "additionalIdToken")
            self.type = try reader.require(type, "type")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("additionalIdToken", additionalIdToken, limit: is21 ? 255 : 36)
            writer.member("type", type, limit: 50)
            writer.member("customData", customData)
        }
    }
}
