// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// What somebody shows to be let charge.
    public struct IdToken: V2Payload {
        /// The token itself. At most 255 characters (2.0.1: 36).
        public var idToken: String
        /// What kind of token it is.
        public var type: IdTokenKind
        /// More about it.
        public var additionalInfo: [AdditionalInfo]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            idToken: String, type: IdTokenKind, additionalInfo: [AdditionalInfo]? = nil, customData: CustomData? = nil
        ) {
            self.idToken = idToken
            self.type = type
            self.additionalInfo = additionalInfo
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var idToken: String?
            var type: IdTokenKind?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "idToken": idToken = try reader.text()
                case "type": type = try reader.enumeration()
                case "additionalInfo": additionalInfo = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.idToken = try reader.require(idToken, "idToken")
            self.type = try reader.require(type, "type")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("idToken", idToken, limit: is21 ? 255 : 36)
            writer.member("type", type, freeText: is21 ? 20 : nil)
            writer.member("additionalInfo", additionalInfo, minimum: 1)
            writer.member("customData", customData)
        }
    }
}
