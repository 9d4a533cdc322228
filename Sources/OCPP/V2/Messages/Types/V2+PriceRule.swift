// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `PriceRuleType` of the standard.
    public struct PriceRule: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Energy fee.
        public var energyFee: RationalNumber
        /// Power range start.
        public var powerRangeStart: RationalNumber
        /// Parking fee period.
        public var parkingFeePeriod: Int?
        /// Carbon dioxide emission.
        public var carbonDioxideEmission: Int?
        /// Renewable generation percentage.
        public var renewableGenerationPercentage: Int?
        /// Parking fee.
        public var parkingFee: RationalNumber?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            energyFee: RationalNumber, powerRangeStart: RationalNumber, parkingFeePeriod: Int? = nil,
            carbonDioxideEmission: Int? = nil, renewableGenerationPercentage: Int? = nil,
            parkingFee: RationalNumber? = nil, customData: CustomData? = nil
        ) {
            self.energyFee = energyFee
            self.powerRangeStart = powerRangeStart
            self.parkingFeePeriod = parkingFeePeriod
            self.carbonDioxideEmission = carbonDioxideEmission
            self.renewableGenerationPercentage = renewableGenerationPercentage
            self.parkingFee = parkingFee
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var energyFee: RationalNumber?
            var powerRangeStart: RationalNumber?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "energyFee": energyFee = try reader.object()
                case "powerRangeStart": powerRangeStart = try reader.object()
                case "parkingFeePeriod": parkingFeePeriod = try reader.integer()
                case "carbonDioxideEmission": carbonDioxideEmission = try reader.integer()
                case "renewableGenerationPercentage": renewableGenerationPercentage = try reader.integer()
                case "parkingFee": parkingFee = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.energyFee = try reader.require(energyFee, "energyFee")
            self.powerRangeStart = try reader.require(powerRangeStart, "powerRangeStart")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("energyFee", energyFee)
            writer.member("powerRangeStart", powerRangeStart)
            writer.member("parkingFeePeriod", parkingFeePeriod)
            writer.member("carbonDioxideEmission", carbonDioxideEmission, least: 0)
            writer.member("renewableGenerationPercentage", renewableGenerationPercentage, least: 0, most: 100)
            writer.member("parkingFee", parkingFee)
            writer.member("customData", customData)
        }
    }
}
