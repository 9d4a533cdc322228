// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `TariffEnergyPriceType` of the standard.
    public struct TariffEnergyPrice: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Price kWh.
        public var priceKwh: Double
        /// Conditions.
        public var conditions: TariffConditions?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(priceKwh: Double, conditions: TariffConditions? = nil, customData: CustomData? = nil) {
            self.priceKwh = priceKwh
            self.conditions = conditions
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var priceKwh: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "priceKwh": priceKwh = try reader.number()
                case "conditions": conditions = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.priceKwh = try reader.require(priceKwh, "priceKwh")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("priceKwh", number: priceKwh)
            writer.member("conditions", conditions)
            writer.member("customData", customData)
        }
    }
}
