// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `SalesTariffType` of the standard.
    public struct SalesTariff: V2Payload {
        /// Id.
        public var id: Int
        /// Sales tariff entry.
        public var salesTariffEntry: [SalesTariffEntry]
        /// Sales tariff description. At most 32 characters.
        public var salesTariffDescription: String?
        /// Number of e price levels.
        public var numEPriceLevels: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            id: Int, salesTariffEntry: [SalesTariffEntry], salesTariffDescription: String? = nil,
            numEPriceLevels: Int? = nil, customData: CustomData? = nil
        ) {
            self.id = id
            self.salesTariffEntry = salesTariffEntry
            self.salesTariffDescription = salesTariffDescription
            self.numEPriceLevels = numEPriceLevels
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var id: Int?
            var salesTariffEntry: [SalesTariffEntry]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "id": id = try reader.integer()
                case "salesTariffEntry": salesTariffEntry = try reader.objects()
                case "salesTariffDescription": salesTariffDescription = try reader.text()
                case "numEPriceLevels": numEPriceLevels = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.id = try reader.require(id, "id")
            self.salesTariffEntry = try reader.require(salesTariffEntry, "salesTariffEntry")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("id", id, least: is21 ? 0 : nil)
            writer.member("salesTariffEntry", salesTariffEntry, minimum: 1, maximum: 1024)
            writer.member("salesTariffDescription", salesTariffDescription, limit: 32)
            writer.member("numEPriceLevels", numEPriceLevels, least: is21 ? 0 : nil)
            writer.member("customData", customData)
        }
    }
}
