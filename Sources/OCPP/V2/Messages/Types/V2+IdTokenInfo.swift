// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Whether a token may charge, and on which terms.
    public struct IdTokenInfo: V2Payload {
        /// Whether it may charge.
        public var status: AuthorizationStatus
        /// Cache expiry date time.
        public var cacheExpiryDateTime: OCPPTimestamp?
        /// Charging priority.
        public var chargingPriority: Int?
        /// Language1. At most 8 characters.
        public var language1: String?
        /// The EVSEs it may charge at; absent means all.
        public var evseId: [Int]?
        /// The group that the token belongs to.
        public var groupIdToken: IdToken?
        /// Language2. At most 8 characters.
        public var language2: String?
        /// Personal message.
        public var personalMessage: MessageContent?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            status: AuthorizationStatus, cacheExpiryDateTime: OCPPTimestamp? = nil, chargingPriority: Int? = nil,
            language1: String? = nil, evseId: [Int]? = nil, groupIdToken: IdToken? = nil, language2: String? = nil,
            personalMessage: MessageContent? = nil, customData: CustomData? = nil
        ) {
            self.status = status
            self.cacheExpiryDateTime = cacheExpiryDateTime
            self.chargingPriority = chargingPriority
            self.language1 = language1
            self.evseId = evseId
            self.groupIdToken = groupIdToken
            self.language2 = language2
            self.personalMessage = personalMessage
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var status: AuthorizationStatus?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "status": status = try reader.enumeration()
                case "cacheExpiryDateTime": cacheExpiryDateTime = try reader.timestamp()
                case "chargingPriority": chargingPriority = try reader.integer()
                case "language1": language1 = try reader.text()
                case "evseId": evseId = try reader.integers()
                case "groupIdToken": groupIdToken = try reader.object()
                case "language2": language2 = try reader.text()
                case "personalMessage": personalMessage = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.status = try reader.require(status, "status")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("status", status)
            writer.member("cacheExpiryDateTime", cacheExpiryDateTime)
            writer.member("chargingPriority", chargingPriority)
            writer.member("language1", language1, limit: 8)
            writer.member("evseId", evseId, least: is21 ? 0 : nil, minimum: 1)
            writer.member("groupIdToken", groupIdToken)
            writer.member("language2", language2, limit: 8)
            writer.member("personalMessage", personalMessage)
            writer.member("customData", customData)
        }
    }
}
