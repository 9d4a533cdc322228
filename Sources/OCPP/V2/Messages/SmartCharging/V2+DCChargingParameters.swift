// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `DCChargingParametersType` of the standard.
    public struct DCChargingParameters: V2Payload {
        public var evMaxCurrent: Double
        public var evMaxVoltage: Double
        /// Energy wanted, Wh.
        public var energyAmount: Double?
        public var evMaxPower: Double?
        /// State of charge, per cent.
        public var stateOfCharge: Int?
        /// Capacity of the battery, Wh.
        public var evEnergyCapacity: Double?
        public var fullSoC: Int?
        public var bulkSoC: Int?
        public var customData: CustomData?

        public init(evMaxCurrent: Double, evMaxVoltage: Double) {
            self.evMaxCurrent = evMaxCurrent
            self.evMaxVoltage = evMaxVoltage
        }

        public init(unread: ()) {
            evMaxCurrent = 0
            evMaxVoltage = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("evMaxCurrent", &evMaxCurrent, Facets(whole201: true))
            coder.required("evMaxVoltage", &evMaxVoltage, Facets(whole201: true))
            coder.optional("energyAmount", &energyAmount, Facets(whole201: true))
            coder.optional("evMaxPower", &evMaxPower, Facets(whole201: true))
            coder.optional("stateOfCharge", &stateOfCharge, Facets(least: 0, most: 100))
            coder.optional("evEnergyCapacity", &evEnergyCapacity, Facets(whole201: true))
            coder.optional("fullSoC", &fullSoC, Facets(least: 0, most: 100))
            coder.optional("bulkSoC", &bulkSoC, Facets(least: 0, most: 100))
        }
    }
}
