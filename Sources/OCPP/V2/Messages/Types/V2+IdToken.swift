// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// What somebody shows to be let charge.
    public struct IdToken: V2Payload {
        /// The token itself. At most 255 characters (2.0.1: 36).
        public var idToken: String
        /// What kind of token it is.
        public var type: IdTokenKind
        /// More about it.
        public var additionalInfo: [AdditionalInfo]?
        public var customData: CustomData?

        public init(idToken: String, type: IdTokenKind) {
            self.idToken = idToken
            self.type = type
        }

        public init(unread: ()) {
            idToken = ""
            type = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("idToken", &idToken, Facets(limit: 255, limit201: 36))
            coder.required("type", &type, Facets(free21: 20))
            coder.optional("additionalInfo", &additionalInfo, Facets(minItems: 1))
        }
    }
}
