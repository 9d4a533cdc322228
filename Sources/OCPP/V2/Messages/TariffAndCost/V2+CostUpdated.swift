// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells the cost so far of a running transaction (functional block I).
    public struct CostUpdated: V2Request {
        public static let action = "CostUpdated"
        public typealias Response = EmptyResponse<Self>
        public var totalCost: Double
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String
        public var customData: CustomData?

        public init(totalCost: Double, transactionId: String) {
            self.totalCost = totalCost
            self.transactionId = transactionId
        }

        public init(unread: ()) {
            totalCost = 0
            transactionId = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("totalCost", &totalCost)
            coder.required("transactionId", &transactionId, Facets(limit: 36))
        }
    }
}
