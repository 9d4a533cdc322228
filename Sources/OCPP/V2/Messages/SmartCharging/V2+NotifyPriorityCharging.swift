// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells that priority charging has begun or ended at the station (functional block K).
    public struct NotifyPriorityCharging: V2Request, V21Payload {
        public static let action = "NotifyPriorityCharging"
        public typealias Response = EmptyResponse<Self>
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String
        public var activated: Bool
        public var customData: CustomData?

        public init(transactionId: String, activated: Bool) {
            self.transactionId = transactionId
            self.activated = activated
        }

        public init(unread: ()) {
            transactionId = ""
            activated = false
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("transactionId", &transactionId, Facets(limit: 36))
            coder.required("activated", &activated)
        }
    }
}
