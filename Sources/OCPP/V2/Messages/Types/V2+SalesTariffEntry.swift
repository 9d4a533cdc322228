// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `SalesTariffEntryType` of the standard.
    public struct SalesTariffEntry: V2Payload {
        /// Relative time interval.
        public var relativeTimeInterval: RelativeTimeInterval
        /// E price level.
        public var ePriceLevel: Int?
        /// Consumption cost.
        public var consumptionCost: [ConsumptionCost]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            relativeTimeInterval: RelativeTimeInterval, ePriceLevel: Int? = nil,
            consumptionCost: [ConsumptionCost]? = nil, customData: CustomData? = nil
        ) {
            self.relativeTimeInterval = relativeTimeInterval
            self.ePriceLevel = ePriceLevel
            self.consumptionCost = consumptionCost
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var relativeTimeInterval: RelativeTimeInterval?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "relativeTimeInterval": relativeTimeInterval = try reader.object()
                case "ePriceLevel": ePriceLevel = try reader.integer()
                case "consumptionCost": consumptionCost = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.relativeTimeInterval = try reader.require(relativeTimeInterval, "relativeTimeInterval")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("relativeTimeInterval", relativeTimeInterval)
            writer.member("ePriceLevel", ePriceLevel, least: 0)
            writer.member("consumptionCost", consumptionCost, minimum: 1, maximum: 3)
            writer.member("customData", customData)
        }
    }
}
