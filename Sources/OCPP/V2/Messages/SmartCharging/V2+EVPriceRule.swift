// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `EVPriceRuleType` of the standard.
    public struct EVPriceRule: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Energy fee.
        public var energyFee: Double
        /// Power range start.
        public var powerRangeStart: Double
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(energyFee: Double, powerRangeStart: Double, customData: CustomData? = nil) {
            self.energyFee = energyFee
            self.powerRangeStart = powerRangeStart
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var energyFee: Double?
            var powerRangeStart: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "energyFee": energyFee = try reader.number()
                case "powerRangeStart": powerRangeStart = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.energyFee = try reader.require(energyFee, "energyFee")
            self.powerRangeStart = try reader.require(powerRangeStart, "powerRangeStart")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("energyFee", number: energyFee)
            writer.member("powerRangeStart", number: powerRangeStart)
            writer.member("customData", customData)
        }
    }
}
