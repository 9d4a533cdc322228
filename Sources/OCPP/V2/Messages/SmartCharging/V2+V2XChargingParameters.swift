// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// What a vehicle can do in both directions. Powers in W, energies in Wh.
    public struct V2XChargingParameters: V2Payload {
        public var minChargePower: Double?
        public var minChargePowerL2: Double?
        public var minChargePowerL3: Double?
        public var maxChargePower: Double?
        public var maxChargePowerL2: Double?
        public var maxChargePowerL3: Double?
        public var minDischargePower: Double?
        public var minDischargePowerL2: Double?
        public var minDischargePowerL3: Double?
        public var maxDischargePower: Double?
        public var maxDischargePowerL2: Double?
        public var maxDischargePowerL3: Double?
        public var minChargeCurrent: Double?
        public var maxChargeCurrent: Double?
        public var minDischargeCurrent: Double?
        public var maxDischargeCurrent: Double?
        public var minVoltage: Double?
        public var maxVoltage: Double?
        /// Energy to the target, Wh.
        public var evTargetEnergyRequest: Double?
        /// Energy to the least acceptable, Wh; negative if there is more.
        public var evMinEnergyRequest: Double?
        /// Energy to full, Wh.
        public var evMaxEnergyRequest: Double?
        /// Energy to the least from which it discharges, Wh.
        public var evMinV2XEnergyRequest: Double?
        /// Energy to the most up to which it discharges, Wh.
        public var evMaxV2XEnergyRequest: Double?
        /// State of charge wanted at departure, per cent.
        public var targetSoC: Int?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("minChargePower", &minChargePower)
            coder.optional("minChargePower_L2", &minChargePowerL2)
            coder.optional("minChargePower_L3", &minChargePowerL3)
            coder.optional("maxChargePower", &maxChargePower)
            coder.optional("maxChargePower_L2", &maxChargePowerL2)
            coder.optional("maxChargePower_L3", &maxChargePowerL3)
            coder.optional("minDischargePower", &minDischargePower)
            coder.optional("minDischargePower_L2", &minDischargePowerL2)
            coder.optional("minDischargePower_L3", &minDischargePowerL3)
            coder.optional("maxDischargePower", &maxDischargePower)
            coder.optional("maxDischargePower_L2", &maxDischargePowerL2)
            coder.optional("maxDischargePower_L3", &maxDischargePowerL3)
            coder.optional("minChargeCurrent", &minChargeCurrent)
            coder.optional("maxChargeCurrent", &maxChargeCurrent)
            coder.optional("minDischargeCurrent", &minDischargeCurrent)
            coder.optional("maxDischargeCurrent", &maxDischargeCurrent)
            coder.optional("minVoltage", &minVoltage)
            coder.optional("maxVoltage", &maxVoltage)
            coder.optional("evTargetEnergyRequest", &evTargetEnergyRequest)
            coder.optional("evMinEnergyRequest", &evMinEnergyRequest)
            coder.optional("evMaxEnergyRequest", &evMaxEnergyRequest)
            coder.optional("evMinV2XEnergyRequest", &evMinV2XEnergyRequest)
            coder.optional("evMaxV2XEnergyRequest", &evMaxV2XEnergyRequest)
            coder.optional("targetSoC", &targetSoC, Facets(least: 0, most: 100))
        }
    }
}
