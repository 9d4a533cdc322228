// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `TariffFixedPriceType` of the standard.
    public struct TariffFixedPrice: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Price fixed.
        public var priceFixed: Double
        /// Conditions.
        public var conditions: TariffConditionsFixed?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(priceFixed: Double, conditions: TariffConditionsFixed? = nil, customData: CustomData? = nil) {
            self.priceFixed = priceFixed
            self.conditions = conditions
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var priceFixed: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "priceFixed": priceFixed = try reader.number()
                case "conditions": conditions = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.priceFixed = try reader.require(priceFixed, "priceFixed")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("priceFixed", number: priceFixed)
            writer.member("conditions", conditions)
            writer.member("customData", customData)
        }
    }
}
