// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks to stop a transaction (functional block F).
    public struct RequestStopTransaction: V2Request {
        public static let action = "RequestStopTransaction"
        public typealias Response = StatusResponse<Self, RequestStartStopStatus>
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String
        public var customData: CustomData?

        public init(transactionId: String) { self.transactionId = transactionId }

        public init(unread: ()) { transactionId = "" }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("transactionId", &transactionId, Facets(limit: 36))
        }
    }
}
