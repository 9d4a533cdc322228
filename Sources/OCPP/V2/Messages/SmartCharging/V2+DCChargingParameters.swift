// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `DCChargingParametersType` of the standard.
    public struct DCChargingParameters: V2Payload {
        /// EV maximum current.
        public var evMaxCurrent: Double
        /// EV maximum voltage.
        public var evMaxVoltage: Double
        /// Energy wanted, Wh.
        public var energyAmount: Double?
        /// EV maximum power.
        public var evMaxPower: Double?
        /// State of charge, per cent.
        public var stateOfCharge: Int?
        /// Capacity of the battery, Wh.
        public var evEnergyCapacity: Double?
        /// Full SoC.
        public var fullSoC: Int?
        /// Bulk SoC.
        public var bulkSoC: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            evMaxCurrent: Double, evMaxVoltage: Double, energyAmount: Double? = nil, evMaxPower: Double? = nil,
            stateOfCharge: Int? = nil, evEnergyCapacity: Double? = nil, fullSoC: Int? = nil, bulkSoC: Int? = nil,
            customData: CustomData? = nil
        ) {
            self.evMaxCurrent = evMaxCurrent
            self.evMaxVoltage = evMaxVoltage
            self.energyAmount = energyAmount
            self.evMaxPower = evMaxPower
            self.stateOfCharge = stateOfCharge
            self.evEnergyCapacity = evEnergyCapacity
            self.fullSoC = fullSoC
            self.bulkSoC = bulkSoC
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var evMaxCurrent: Double?
            var evMaxVoltage: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "evMaxCurrent": evMaxCurrent = try reader.number()
                case "evMaxVoltage": evMaxVoltage = try reader.number()
                case "energyAmount": energyAmount = try reader.number()
                case "evMaxPower": evMaxPower = try reader.number()
                case "stateOfCharge": stateOfCharge = try reader.integer()
                case "evEnergyCapacity": evEnergyCapacity = try reader.number()
                case "fullSoC": fullSoC = try reader.integer()
                case "bulkSoC": bulkSoC = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.evMaxCurrent = try reader.require(evMaxCurrent, "evMaxCurrent")
            self.evMaxVoltage = try reader.require(evMaxVoltage, "evMaxVoltage")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("evMaxCurrent", number: evMaxCurrent, whole: !is21)
            writer.member("evMaxVoltage", number: evMaxVoltage, whole: !is21)
            writer.member("energyAmount", number: energyAmount, whole: !is21)
            writer.member("evMaxPower", number: evMaxPower, whole: !is21)
            writer.member("stateOfCharge", stateOfCharge, least: 0, most: 100)
            writer.member("evEnergyCapacity", number: evEnergyCapacity, whole: !is21)
            writer.member("fullSoC", fullSoC, least: 0, most: 100)
            writer.member("bulkSoC", bulkSoC, least: 0, most: 100)
            writer.member("customData", customData)
        }
    }
}
