// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `TariffTimePriceType` of the standard.
    public struct TariffTimePrice: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Price minute.
        public var priceMinute: Double
        /// Conditions.
        public var conditions: TariffConditions?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(priceMinute: Double, conditions: TariffConditions? = nil, customData: CustomData? = nil) {
            self.priceMinute = priceMinute
            self.conditions = conditions
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var priceMinute: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "priceMinute": priceMinute = try reader.number()
                case "conditions": conditions = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.priceMinute = try reader.require(priceMinute, "priceMinute")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("priceMinute", number: priceMinute)
            writer.member("conditions", conditions)
            writer.member("customData", customData)
        }
    }
}
