// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `TariffTimeType` of the standard.
    public struct TariffTime: V2Payload {
        public var prices: [TariffTimePrice]
        public var taxRates: [TaxRate]?
        public var customData: CustomData?

        public init(prices: [TariffTimePrice]) { self.prices = prices }

        public init(unread: ()) { prices = [] }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("prices", &prices, Facets(minItems: 1))
            coder.optional("taxRates", &taxRates, Facets(minItems: 1, maxItems: 5))
        }
    }
}
