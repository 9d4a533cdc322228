// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Whether a token may charge, and on which terms.
    public struct IdTokenInfo: V2Payload {
        /// Whether it may charge.
        public var status: AuthorizationStatus
        public var cacheExpiryDateTime: OCPPTimestamp?
        public var chargingPriority: Int?
        /// Language1. At most 8 characters.
        public var language1: String?
        /// The EVSEs it may charge at; absent means all.
        public var evseId: [Int]?
        /// The group that the token belongs to.
        public var groupIdToken: IdToken?
        /// Language2. At most 8 characters.
        public var language2: String?
        public var personalMessage: MessageContent?
        public var customData: CustomData?

        public init(status: AuthorizationStatus) { self.status = status }

        public init(unread: ()) { status = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("status", &status)
            coder.optional("cacheExpiryDateTime", &cacheExpiryDateTime)
            coder.optional("chargingPriority", &chargingPriority)
            coder.optional("language1", &language1, Facets(limit: 8))
            coder.optional("evseId", &evseId, Facets(least21: 0, minItems: 1))
            coder.optional("groupIdToken", &groupIdToken)
            coder.optional("language2", &language2, Facets(limit: 8))
            coder.optional("personalMessage", &personalMessage)
        }
    }
}
