// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `PriceLevelScheduleType` of the standard.
    public struct PriceLevelSchedule: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Price level schedule entries.
        public var priceLevelScheduleEntries: [PriceLevelScheduleEntry]
        /// Price schedule id.
        public var priceScheduleId: Int
        /// Number of price levels.
        public var numberOfPriceLevels: Int
        /// Time anchor. Nil where nothing readable was sent.
        public var timeAnchor: OCPPTimestamp?
        /// Price schedule description. At most 32 characters.
        public var priceScheduleDescription: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            priceLevelScheduleEntries: [PriceLevelScheduleEntry], priceScheduleId: Int, numberOfPriceLevels: Int,
            timeAnchor: OCPPTimestamp?, priceScheduleDescription: String? = nil, customData: CustomData? = nil
        ) {
            self.priceLevelScheduleEntries = priceLevelScheduleEntries
            self.priceScheduleId = priceScheduleId
            self.numberOfPriceLevels = numberOfPriceLevels
            self.timeAnchor = timeAnchor
            self.priceScheduleDescription = priceScheduleDescription
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var priceLevelScheduleEntries: [PriceLevelScheduleEntry]?
            var priceScheduleId: Int?
            var numberOfPriceLevels: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "priceLevelScheduleEntries": priceLevelScheduleEntries = try reader.objects()
                case "priceScheduleId": priceScheduleId = try reader.integer()
                case "numberOfPriceLevels": numberOfPriceLevels = try reader.integer()
                case "timeAnchor": timeAnchor = try reader.timestamp()
                case "priceScheduleDescription": priceScheduleDescription = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.priceLevelScheduleEntries = try reader.require(priceLevelScheduleEntries, "priceLevelScheduleEntries")
            self.priceScheduleId = try reader.require(priceScheduleId, "priceScheduleId")
            self.numberOfPriceLevels = try reader.require(numberOfPriceLevels, "numberOfPriceLevels")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("priceLevelScheduleEntries", priceLevelScheduleEntries, minimum: 1, maximum: 100)
            writer.member("priceScheduleId", priceScheduleId, least: 0)
            writer.member("numberOfPriceLevels", numberOfPriceLevels, least: 0)
            writer.require("timeAnchor", timeAnchor != nil)
            writer.member("timeAnchor", timeAnchor)
            writer.member("priceScheduleDescription", priceScheduleDescription, limit: 32)
            writer.member("customData", customData)
        }
    }
}
