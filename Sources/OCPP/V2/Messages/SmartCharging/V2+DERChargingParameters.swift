// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `DERChargingParametersType` of the standard.
    public struct DERChargingParameters: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// EV supported DER control.
        public var evSupportedDERControl: [DERControlKind]?
        /// EV over excited maximum discharge power.
        public var evOverExcitedMaxDischargePower: Double?
        /// EV over excited power factor.
        public var evOverExcitedPowerFactor: Double?
        /// EV under excited maximum discharge power.
        public var evUnderExcitedMaxDischargePower: Double?
        /// EV under excited power factor.
        public var evUnderExcitedPowerFactor: Double?
        /// Maximum apparent power.
        public var maxApparentPower: Double?
        /// Maximum charge apparent power.
        public var maxChargeApparentPower: Double?
        /// Maximum charge apparent power L2.
        public var maxChargeApparentPowerL2: Double?
        /// Maximum charge apparent power L3.
        public var maxChargeApparentPowerL3: Double?
        /// Maximum discharge apparent power.
        public var maxDischargeApparentPower: Double?
        /// Maximum discharge apparent power L2.
        public var maxDischargeApparentPowerL2: Double?
        /// Maximum discharge apparent power L3.
        public var maxDischargeApparentPowerL3: Double?
        /// Maximum charge reactive power.
        public var maxChargeReactivePower: Double?
        /// Maximum charge reactive power L2.
        public var maxChargeReactivePowerL2: Double?
        /// Maximum charge reactive power L3.
        public var maxChargeReactivePowerL3: Double?
        /// Minimum charge reactive power.
        public var minChargeReactivePower: Double?
        /// Minimum charge reactive power L2.
        public var minChargeReactivePowerL2: Double?
        /// Minimum charge reactive power L3.
        public var minChargeReactivePowerL3: Double?
        /// Maximum discharge reactive power.
        public var maxDischargeReactivePower: Double?
        /// Maximum discharge reactive power L2.
        public var maxDischargeReactivePowerL2: Double?
        /// Maximum discharge reactive power L3.
        public var maxDischargeReactivePowerL3: Double?
        /// Minimum discharge reactive power.
        public var minDischargeReactivePower: Double?
        /// Minimum discharge reactive power L2.
        public var minDischargeReactivePowerL2: Double?
        /// Minimum discharge reactive power L3.
        public var minDischargeReactivePowerL3: Double?
        /// Nominal voltage.
        public var nominalVoltage: Double?
        /// Nominal voltage offset.
        public var nominalVoltageOffset: Double?
        /// Maximum nominal voltage.
        public var maxNominalVoltage: Double?
        /// Minimum nominal voltage.
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
        /// EV islanding detection method.
        public var evIslandingDetectionMethod: [IslandingDetection]?
        /// EV islanding trip time.
        public var evIslandingTripTime: Double?
        /// EV maximum level1 DC injection.
        public var evMaximumLevel1DCInjection: Double?
        /// EV duration level1 DC injection.
        public var evDurationLevel1DCInjection: Double?
        /// EV maximum level2 DC injection.
        public var evMaximumLevel2DCInjection: Double?
        /// EV duration level2 DC injection.
        public var evDurationLevel2DCInjection: Double?
        /// EV reactive susceptance.
        public var evReactiveSusceptance: Double?
        /// EV session total discharge energy available.
        public var evSessionTotalDischargeEnergyAvailable: Double?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by what it must have.
        public init() {}

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "evSupportedDERControl": evSupportedDERControl = try reader.enumerations()
                case "evOverExcitedMaxDischargePower": evOverExcitedMaxDischargePower = try reader.number()
                case "evOverExcitedPowerFactor": evOverExcitedPowerFactor = try reader.number()
                case "evUnderExcitedMaxDischargePower": evUnderExcitedMaxDischargePower = try reader.number()
                case "evUnderExcitedPowerFactor": evUnderExcitedPowerFactor = try reader.number()
                case "maxApparentPower": maxApparentPower = try reader.number()
                case "maxChargeApparentPower": maxChargeApparentPower = try reader.number()
                case "maxChargeApparentPower_L2": maxChargeApparentPowerL2 = try reader.number()
                case "maxChargeApparentPower_L3": maxChargeApparentPowerL3 = try reader.number()
                case "maxDischargeApparentPower": maxDischargeApparentPower = try reader.number()
                case "maxDischargeApparentPower_L2": maxDischargeApparentPowerL2 = try reader.number()
                case "maxDischargeApparentPower_L3": maxDischargeApparentPowerL3 = try reader.number()
                case "maxChargeReactivePower": maxChargeReactivePower = try reader.number()
                case "maxChargeReactivePower_L2": maxChargeReactivePowerL2 = try reader.number()
                case "maxChargeReactivePower_L3": maxChargeReactivePowerL3 = try reader.number()
                case "minChargeReactivePower": minChargeReactivePower = try reader.number()
                case "minChargeReactivePower_L2": minChargeReactivePowerL2 = try reader.number()
                case "minChargeReactivePower_L3": minChargeReactivePowerL3 = try reader.number()
                case "maxDischargeReactivePower": maxDischargeReactivePower = try reader.number()
                case "maxDischargeReactivePower_L2": maxDischargeReactivePowerL2 = try reader.number()
                case "maxDischargeReactivePower_L3": maxDischargeReactivePowerL3 = try reader.number()
                case "minDischargeReactivePower": minDischargeReactivePower = try reader.number()
                case "minDischargeReactivePower_L2": minDischargeReactivePowerL2 = try reader.number()
                case "minDischargeReactivePower_L3": minDischargeReactivePowerL3 = try reader.number()
                case "nominalVoltage": nominalVoltage = try reader.number()
                case "nominalVoltageOffset": nominalVoltageOffset = try reader.number()
                case "maxNominalVoltage": maxNominalVoltage = try reader.number()
                case "minNominalVoltage": minNominalVoltage = try reader.number()
                case "evInverterManufacturer": evInverterManufacturer = try reader.text()
                case "evInverterModel": evInverterModel = try reader.text()
                case "evInverterSerialNumber": evInverterSerialNumber = try reader.text()
                case "evInverterSwVersion": evInverterSwVersion = try reader.text()
                case "evInverterHwVersion": evInverterHwVersion = try reader.text()
                case "evIslandingDetectionMethod": evIslandingDetectionMethod = try reader.enumerations()
                case "evIslandingTripTime": evIslandingTripTime = try reader.number()
                case "evMaximumLevel1DCInjection": evMaximumLevel1DCInjection = try reader.number()
                case "evDurationLevel1DCInjection": evDurationLevel1DCInjection = try reader.number()
                case "evMaximumLevel2DCInjection": evMaximumLevel2DCInjection = try reader.number()
                case "evDurationLevel2DCInjection": evDurationLevel2DCInjection = try reader.number()
                case "evReactiveSusceptance": evReactiveSusceptance = try reader.number()
                case "evSessionTotalDischargeEnergyAvailable":
                    evSessionTotalDischargeEnergyAvailable = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("evSupportedDERControl", evSupportedDERControl, minimum: 1)
            writer.member("evOverExcitedMaxDischargePower", number: evOverExcitedMaxDischargePower)
            writer.member("evOverExcitedPowerFactor", number: evOverExcitedPowerFactor)
            writer.member("evUnderExcitedMaxDischargePower", number: evUnderExcitedMaxDischargePower)
            writer.member("evUnderExcitedPowerFactor", number: evUnderExcitedPowerFactor)
            writer.member("maxApparentPower", number: maxApparentPower)
            writer.member("maxChargeApparentPower", number: maxChargeApparentPower)
            writer.member("maxChargeApparentPower_L2", number: maxChargeApparentPowerL2)
            writer.member("maxChargeApparentPower_L3", number: maxChargeApparentPowerL3)
            writer.member("maxDischargeApparentPower", number: maxDischargeApparentPower)
            writer.member("maxDischargeApparentPower_L2", number: maxDischargeApparentPowerL2)
            writer.member("maxDischargeApparentPower_L3", number: maxDischargeApparentPowerL3)
            writer.member("maxChargeReactivePower", number: maxChargeReactivePower)
            writer.member("maxChargeReactivePower_L2", number: maxChargeReactivePowerL2)
            writer.member("maxChargeReactivePower_L3", number: maxChargeReactivePowerL3)
            writer.member("minChargeReactivePower", number: minChargeReactivePower)
            writer.member("minChargeReactivePower_L2", number: minChargeReactivePowerL2)
            writer.member("minChargeReactivePower_L3", number: minChargeReactivePowerL3)
            writer.member("maxDischargeReactivePower", number: maxDischargeReactivePower)
            writer.member("maxDischargeReactivePower_L2", number: maxDischargeReactivePowerL2)
            writer.member("maxDischargeReactivePower_L3", number: maxDischargeReactivePowerL3)
            writer.member("minDischargeReactivePower", number: minDischargeReactivePower)
            writer.member("minDischargeReactivePower_L2", number: minDischargeReactivePowerL2)
            writer.member("minDischargeReactivePower_L3", number: minDischargeReactivePowerL3)
            writer.member("nominalVoltage", number: nominalVoltage)
            writer.member("nominalVoltageOffset", number: nominalVoltageOffset)
            writer.member("maxNominalVoltage", number: maxNominalVoltage)
            writer.member("minNominalVoltage", number: minNominalVoltage)
            writer.member("evInverterManufacturer", evInverterManufacturer, limit: 50)
            writer.member("evInverterModel", evInverterModel, limit: 50)
            writer.member("evInverterSerialNumber", evInverterSerialNumber, limit: 50)
            writer.member("evInverterSwVersion", evInverterSwVersion, limit: 50)
            writer.member("evInverterHwVersion", evInverterHwVersion, limit: 50)
            writer.member("evIslandingDetectionMethod", evIslandingDetectionMethod, minimum: 1)
            writer.member("evIslandingTripTime", number: evIslandingTripTime)
            writer.member("evMaximumLevel1DCInjection", number: evMaximumLevel1DCInjection)
            writer.member("evDurationLevel1DCInjection", number: evDurationLevel1DCInjection)
            writer.member("evMaximumLevel2DCInjection", number: evMaximumLevel2DCInjection)
            writer.member("evDurationLevel2DCInjection", number: evDurationLevel2DCInjection)
            writer.member("evReactiveSusceptance", number: evReactiveSusceptance)
            writer.member("evSessionTotalDischargeEnergyAvailable", number: evSessionTotalDischargeEnergyAvailable)
            writer.member("customData", customData)
        }
    }
}
