// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// A further token beside the main one.
    public struct AdditionalInfo: V2Payload {
        /// Additional id token. At most 255 characters (2.0.1: 36).
        public var additionalIdToken: String
        /// What kind of token it is, by agreement. At most 50 characters.
        public var type: String
        public var customData: CustomData?

        public init(additionalIdToken: String, type: String) {
            self.additionalIdToken = additionalIdToken
            self.type = type
        }

        public init(unread: ()) {
            additionalIdToken = ""
            type = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("additionalIdToken", &additionalIdToken, Facets(limit: 255, limit201: 36))
            coder.required("type", &type, Facets(limit: 50))
        }
    }
}
