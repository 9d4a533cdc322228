// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `CostType` of the standard.
    public struct Cost: V2Payload {
        public var costKind: CostKind
        public var amount: Int
        public var amountMultiplier: Int?
        public var customData: CustomData?

        public init(costKind: CostKind, amount: Int) {
            self.costKind = costKind
            self.amount = amount
        }

        public init(unread: ()) {
            costKind = .unread
            amount = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("costKind", &costKind)
            coder.required("amount", &amount)
            coder.optional("amountMultiplier", &amountMultiplier)
        }
    }
}
