// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `PriceRuleStackType` of the standard.
    public struct PriceRuleStack: V2Payload {
        public var duration: Int
        public var priceRule: [PriceRule]
        public var customData: CustomData?

        public init(duration: Int, priceRule: [PriceRule]) {
            self.duration = duration
            self.priceRule = priceRule
        }

        public init(unread: ()) {
            duration = 0
            priceRule = []
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("duration", &duration)
            coder.required("priceRule", &priceRule, Facets(minItems: 1, maxItems: 8))
        }
    }
}
