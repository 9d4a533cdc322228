// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `DERChargingParametersType` of the standard.
    public struct DERChargingParameters: V2Payload {
        public var evSupportedDERControl: [DERControlKind]?
        public var evOverExcitedMaxDischargePower: Double?
        public var evOverExcitedPowerFactor: Double?
        public var evUnderExcitedMaxDischargePower: Double?
        public var evUnderExcitedPowerFactor: Double?
        public var maxApparentPower: Double?
        public var maxChargeApparentPower: Double?
        public var maxChargeApparentPowerL2: Double?
        public var maxChargeApparentPowerL3: Double?
        public var maxDischargeApparentPower: Double?
        public var maxDischargeApparentPowerL2: Double?
        public var maxDischargeApparentPowerL3: Double?
        public var maxChargeReactivePower: Double?
        public var maxChargeReactivePowerL2: Double?
        public var maxChargeReactivePowerL3: Double?
        public var minChargeReactivePower: Double?
        public var minChargeReactivePowerL2: Double?
        public var minChargeReactivePowerL3: Double?
        public var maxDischargeReactivePower: Double?
        public var maxDischargeReactivePowerL2: Double?
        public var maxDischargeReactivePowerL3: Double?
        public var minDischargeReactivePower: Double?
        public var minDischargeReactivePowerL2: Double?
        public var minDischargeReactivePowerL3: Double?
        public var nominalVoltage: Double?
        public var nominalVoltageOffset: Double?
        public var maxNominalVoltage: Double?
        public var minNominalVoltage: Double?
        /// EV inverter manufacturer. At most 50 characters.
        public var evInverterManufacturer: String?
        /// EV inverter model. At most 50 characters.
        public var evInverterModel: String?
        /// EV inverter serial number. At most 50 characters.
        public var evInverterSerialNumber: String?
        /// EV inverter software version. At most 50 characters.
        public var evInverterSwVersion: String?
        /// EV inverter hardware version. At most 50 characters.
        public var evInverterHwVersion: String?
        public var evIslandingDetectionMethod: [IslandingDetection]?
        public var evIslandingTripTime: Double?
        public var evMaximumLevel1DCInjection: Double?
        public var evDurationLevel1DCInjection: Double?
        public var evMaximumLevel2DCInjection: Double?
        public var evDurationLevel2DCInjection: Double?
        public var evReactiveSusceptance: Double?
        public var evSessionTotalDischargeEnergyAvailable: Double?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("evSupportedDERControl", &evSupportedDERControl, Facets(minItems: 1))
            coder.optional("evOverExcitedMaxDischargePower", &evOverExcitedMaxDischargePower)
            coder.optional("evOverExcitedPowerFactor", &evOverExcitedPowerFactor)
            coder.optional("evUnderExcitedMaxDischargePower", &evUnderExcitedMaxDischargePower)
            coder.optional("evUnderExcitedPowerFactor", &evUnderExcitedPowerFactor)
            coder.optional("maxApparentPower", &maxApparentPower)
            coder.optional("maxChargeApparentPower", &maxChargeApparentPower)
            coder.optional("maxChargeApparentPower_L2", &maxChargeApparentPowerL2)
            coder.optional("maxChargeApparentPower_L3", &maxChargeApparentPowerL3)
            coder.optional("maxDischargeApparentPower", &maxDischargeApparentPower)
            coder.optional("maxDischargeApparentPower_L2", &maxDischargeApparentPowerL2)
            coder.optional("maxDischargeApparentPower_L3", &maxDischargeApparentPowerL3)
            coder.optional("maxChargeReactivePower", &maxChargeReactivePower)
            coder.optional("maxChargeReactivePower_L2", &maxChargeReactivePowerL2)
            coder.optional("maxChargeReactivePower_L3", &maxChargeReactivePowerL3)
            coder.optional("minChargeReactivePower", &minChargeReactivePower)
            coder.optional("minChargeReactivePower_L2", &minChargeReactivePowerL2)
            coder.optional("minChargeReactivePower_L3", &minChargeReactivePowerL3)
            coder.optional("maxDischargeReactivePower", &maxDischargeReactivePower)
            coder.optional("maxDischargeReactivePower_L2", &maxDischargeReactivePowerL2)
            coder.optional("maxDischargeReactivePower_L3", &maxDischargeReactivePowerL3)
            coder.optional("minDischargeReactivePower", &minDischargeReactivePower)
            coder.optional("minDischargeReactivePower_L2", &minDischargeReactivePowerL2)
            coder.optional("minDischargeReactivePower_L3", &minDischargeReactivePowerL3)
            coder.optional("nominalVoltage", &nominalVoltage)
            coder.optional("nominalVoltageOffset", &nominalVoltageOffset)
            coder.optional("maxNominalVoltage", &maxNominalVoltage)
            coder.optional("minNominalVoltage", &minNominalVoltage)
            coder.optional("evInverterManufacturer", &evInverterManufacturer, Facets(limit: 50))
            coder.optional("evInverterModel", &evInverterModel, Facets(limit: 50))
            coder.optional("evInverterSerialNumber", &evInverterSerialNumber, Facets(limit: 50))
            coder.optional("evInverterSwVersion", &evInverterSwVersion, Facets(limit: 50))
            coder.optional("evInverterHwVersion", &evInverterHwVersion, Facets(limit: 50))
            coder.optional("evIslandingDetectionMethod", &evIslandingDetectionMethod, Facets(minItems: 1))
            coder.optional("evIslandingTripTime", &evIslandingTripTime)
            coder.optional("evMaximumLevel1DCInjection", &evMaximumLevel1DCInjection)
            coder.optional("evDurationLevel1DCInjection", &evDurationLevel1DCInjection)
            coder.optional("evMaximumLevel2DCInjection", &evMaximumLevel2DCInjection)
            coder.optional("evDurationLevel2DCInjection", &evDurationLevel2DCInjection)
            coder.optional("evReactiveSusceptance", &evReactiveSusceptance)
            coder.optional("evSessionTotalDischargeEnergyAvailable", &evSessionTotalDischargeEnergyAvailable)
        }
    }
}
