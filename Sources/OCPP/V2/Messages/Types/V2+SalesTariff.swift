// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `SalesTariffType` of the standard.
    public struct SalesTariff: V2Payload {
        public var id: Int
        public var salesTariffEntry: [SalesTariffEntry]
        /// Sales tariff description. At most 32 characters.
        public var salesTariffDescription: String?
        public var numEPriceLevels: Int?
        public var customData: CustomData?

        public init(id: Int, salesTariffEntry: [SalesTariffEntry]) {
            self.id = id
            self.salesTariffEntry = salesTariffEntry
        }

        public init(unread: ()) {
            id = 0
            salesTariffEntry = []
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("id", &id, Facets(least21: 0))
            coder.required("salesTariffEntry", &salesTariffEntry, Facets(minItems: 1, maxItems: 1024))
            coder.optional("salesTariffDescription", &salesTariffDescription, Facets(limit: 32))
            coder.optional("numEPriceLevels", &numEPriceLevels, Facets(least21: 0))
        }
    }
}
