// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `SalesTariffEntryType` of the standard.
    public struct SalesTariffEntry: V2Payload {
        public var relativeTimeInterval: RelativeTimeInterval
        public var ePriceLevel: Int?
        public var consumptionCost: [ConsumptionCost]?
        public var customData: CustomData?

        public init(relativeTimeInterval: RelativeTimeInterval) {
            self.relativeTimeInterval = relativeTimeInterval
        }

        public init(unread: ()) { relativeTimeInterval = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("relativeTimeInterval", &relativeTimeInterval)
            coder.optional("ePriceLevel", &ePriceLevel, Facets(least: 0))
            coder.optional("consumptionCost", &consumptionCost, Facets(minItems: 1, maxItems: 3))
        }
    }
}
