// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ConsumptionCostType` of the standard.
    public struct ConsumptionCost: V2Payload {
        public var startValue: Double
        public var cost: [Cost]
        public var customData: CustomData?

        public init(startValue: Double, cost: [Cost]) {
            self.startValue = startValue
            self.cost = cost
        }

        public init(unread: ()) {
            startValue = 0
            cost = []
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("startValue", &startValue)
            coder.required("cost", &cost, Facets(minItems: 1, maxItems: 3))
        }
    }
}
