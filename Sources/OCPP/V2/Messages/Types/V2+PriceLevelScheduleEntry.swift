// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `PriceLevelScheduleEntryType` of the standard.
    public struct PriceLevelScheduleEntry: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Duration.
        public var duration: Int
        /// Price level.
        public var priceLevel: Int
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(duration: Int, priceLevel: Int, customData: CustomData? = nil) {
            self.duration = duration
            self.priceLevel = priceLevel
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var duration: Int?
            var priceLevel: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "duration": duration = try reader.integer()
                case "priceLevel": priceLevel = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.duration = try reader.require(duration, "duration")
            self.priceLevel = try reader.require(priceLevel, "priceLevel")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("duration", duration)
            writer.member("priceLevel", priceLevel, least: 0)
            writer.member("customData", customData)
        }
    }
}
