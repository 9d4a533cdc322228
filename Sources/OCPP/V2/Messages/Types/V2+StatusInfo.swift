// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// The reason of a status.
    public struct StatusInfo: V2Payload {
        /// A word for it. At most 20 characters.
        public var reasonCode: String
        /// Details in words. At most 1024 characters (2.0.1: 512).
        public var additionalInfo: String?
        public var customData: CustomData?

        public init(reasonCode: String) { self.reasonCode = reasonCode }

        public init(unread: ()) { reasonCode = "" }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("reasonCode", &reasonCode, Facets(limit: 20))
            coder.optional("additionalInfo", &additionalInfo, Facets(limit: 1024, limit201: 512))
        }
    }
}
