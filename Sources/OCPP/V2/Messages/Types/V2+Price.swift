// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `PriceType` of the standard.
    public struct Price: V2Payload {
        public var exclTax: Double?
        public var inclTax: Double?
        public var taxRates: [TaxRate]?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("exclTax", &exclTax)
            coder.optional("inclTax", &inclTax)
            coder.optional("taxRates", &taxRates, Facets(minItems: 1, maxItems: 5))
        }
    }
}
