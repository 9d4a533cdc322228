// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `PriceType` of the standard.
    public struct Price: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Excl tax.
        public var exclTax: Double?
        /// Incl tax.
        public var inclTax: Double?
        /// Tax rates.
        public var taxRates: [TaxRate]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            exclTax: Double? = nil, inclTax: Double? = nil, taxRates: [TaxRate]? = nil, customData: CustomData? = nil
        ) {
            self.exclTax = exclTax
            self.inclTax = inclTax
            self.taxRates = taxRates
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "exclTax": exclTax = try reader.number()
                case "inclTax": inclTax = try reader.number()
                case "taxRates": taxRates = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("exclTax", number: exclTax)
            writer.member("inclTax", number: inclTax)
            writer.member("taxRates", taxRates, minimum: 1, maximum: 5)
            writer.member("customData", customData)
        }
    }
}
