// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `PriceRuleStackType` of the standard.
    public struct PriceRuleStack: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Duration.
        public var duration: Int
        /// Price rule.
        public var priceRule: [PriceRule]
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(duration: Int, priceRule: [PriceRule], customData: CustomData? = nil) {
            self.duration = duration
            self.priceRule = priceRule
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var duration: Int?
            var priceRule: [PriceRule]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "duration": duration = try reader.integer()
                case "priceRule": priceRule = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.duration = try reader.require(duration, "duration")
            self.priceRule = try reader.require(priceRule, "priceRule")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("duration", duration)
            writer.member("priceRule", priceRule, minimum: 1, maximum: 8)
            writer.member("customData", customData)
        }
    }
}
