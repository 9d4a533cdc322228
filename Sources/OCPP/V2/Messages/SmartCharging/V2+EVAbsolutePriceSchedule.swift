// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `EVAbsolutePriceScheduleType` of the standard.
    public struct EVAbsolutePriceSchedule: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Three letters, ISO 4217. At most 3 characters.
        public var currency: String
        /// EV absolute price schedule entries.
        public var evAbsolutePriceScheduleEntries: [EVAbsolutePriceScheduleEntry]
        /// Price algorithm. At most 2000 characters.
        public var priceAlgorithm: String
        /// Time anchor. Nil where nothing readable was sent.
        public var timeAnchor: OCPPTimestamp?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            currency: String, evAbsolutePriceScheduleEntries: [EVAbsolutePriceScheduleEntry], priceAlgorithm: String,
            timeAnchor: OCPPTimestamp?, customData: CustomData? = nil
        ) {
            self.currency = currency
            self.evAbsolutePriceScheduleEntries = evAbsolutePriceScheduleEntries
            self.priceAlgorithm = priceAlgorithm
            self.timeAnchor = timeAnchor
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var currency: String?
            var evAbsolutePriceScheduleEntries: [EVAbsolutePriceScheduleEntry]?
            var priceAlgorithm: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "currency": currency = try reader.text()
                case "evAbsolutePriceScheduleEntries": evAbsolutePriceScheduleEntries = try reader.objects()
                case "priceAlgorithm": priceAlgorithm = try reader.text()
                case "timeAnchor": timeAnchor = try reader.timestamp()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.currency = try reader.require(currency, "currency")
            self.evAbsolutePriceScheduleEntries = try reader.require(
                evAbsolutePriceScheduleEntries, "evAbsolutePriceScheduleEntries")
            self.priceAlgorithm = try reader.require(priceAlgorithm, "priceAlgorithm")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("currency", currency, limit: 3)
            writer.member("evAbsolutePriceScheduleEntries", evAbsolutePriceScheduleEntries, minimum: 1, maximum: 1024)
            writer.member("priceAlgorithm", priceAlgorithm, limit: 2000)
            writer.require("timeAnchor", timeAnchor != nil)
            writer.member("timeAnchor", timeAnchor)
            writer.member("customData", customData)
        }
    }
}
