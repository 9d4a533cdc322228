// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `TariffTimeType` of the standard.
    public struct TariffTime: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Prices.
        public var prices: [TariffTimePrice]
        /// Tax rates.
        public var taxRates: [TaxRate]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(prices: [TariffTimePrice], taxRates: [TaxRate]? = nil, customData: CustomData? = nil) {
            self.prices = prices
            self.taxRates = taxRates
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var prices: [TariffTimePrice]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "prices": prices = try reader.objects()
                case "taxRates": taxRates = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.prices = try reader.require(prices, "prices")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("prices", prices, minimum: 1)
            writer.member("taxRates", taxRates, minimum: 1, maximum: 5)
            writer.member("customData", customData)
        }
    }
}
