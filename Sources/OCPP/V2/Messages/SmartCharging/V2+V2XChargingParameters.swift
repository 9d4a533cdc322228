// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// What a vehicle can do in both directions. Powers in W, energies in Wh.
    public struct V2XChargingParameters: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Minimum charge power.
        public var minChargePower: Double?
        /// Minimum charge power L2.
        public var minChargePowerL2: Double?
        /// Minimum charge power L3.
        public var minChargePowerL3: Double?
        /// Maximum charge power.
        public var maxChargePower: Double?
        /// Maximum charge power L2.
        public var maxChargePowerL2: Double?
        /// Maximum charge power L3.
        public var maxChargePowerL3: Double?
        /// Minimum discharge power.
        public var minDischargePower: Double?
        /// Minimum discharge power L2.
        public var minDischargePowerL2: Double?
        /// Minimum discharge power L3.
        public var minDischargePowerL3: Double?
        /// Maximum discharge power.
        public var maxDischargePower: Double?
        /// Maximum discharge power L2.
        public var maxDischargePowerL2: Double?
        /// Maximum discharge power L3.
        public var maxDischargePowerL3: Double?
        /// Minimum charge current.
        public var minChargeCurrent: Double?
        /// Maximum charge current.
        public var maxChargeCurrent: Double?
        /// Minimum discharge current.
        public var minDischargeCurrent: Double?
        /// Maximum discharge current.
        public var maxDischargeCurrent: Double?
        /// Minimum voltage.
        public var minVoltage: Double?
        /// Maximum voltage.
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
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            minChargePower: Double? = nil, minChargePowerL2: Double? = nil, minChargePowerL3: Double? = nil,
            maxChargePower: Double? = nil, maxChargePowerL2: Double? = nil, maxChargePowerL3: Double? = nil,
            minDischargePower: Double? = nil, minDischargePowerL2: Double? = nil, minDischargePowerL3: Double? = nil,
            maxDischargePower: Double? = nil, maxDischargePowerL2: Double? = nil, maxDischargePowerL3: Double? = nil,
            minChargeCurrent: Double? = nil, maxChargeCurrent: Double? = nil, minDischargeCurrent: Double? = nil,
            maxDischargeCurrent: Double? = nil, minVoltage: Double? = nil, maxVoltage: Double? = nil,
            evTargetEnergyRequest: Double? = nil, evMinEnergyRequest: Double? = nil, evMaxEnergyRequest: Double? = nil,
            evMinV2XEnergyRequest: Double? = nil, evMaxV2XEnergyRequest: Double? = nil, targetSoC: Int? = nil,
            customData: CustomData? = nil
        ) {
            self.minChargePower = minChargePower
            self.minChargePowerL2 = minChargePowerL2
            self.minChargePowerL3 = minChargePowerL3
            self.maxChargePower = maxChargePower
            self.maxChargePowerL2 = maxChargePowerL2
            self.maxChargePowerL3 = maxChargePowerL3
            self.minDischargePower = minDischargePower
            self.minDischargePowerL2 = minDischargePowerL2
            self.minDischargePowerL3 = minDischargePowerL3
            self.maxDischargePower = maxDischargePower
            self.maxDischargePowerL2 = maxDischargePowerL2
            self.maxDischargePowerL3 = maxDischargePowerL3
            self.minChargeCurrent = minChargeCurrent
            self.maxChargeCurrent = maxChargeCurrent
            self.minDischargeCurrent = minDischargeCurrent
            self.maxDischargeCurrent = maxDischargeCurrent
            self.minVoltage = minVoltage
            self.maxVoltage = maxVoltage
            self.evTargetEnergyRequest = evTargetEnergyRequest
            self.evMinEnergyRequest = evMinEnergyRequest
            self.evMaxEnergyRequest = evMaxEnergyRequest
            self.evMinV2XEnergyRequest = evMinV2XEnergyRequest
            self.evMaxV2XEnergyRequest = evMaxV2XEnergyRequest
            self.targetSoC = targetSoC
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "minChargePower": minChargePower = try reader.number()
                case "minChargePower_L2": minChargePowerL2 = try reader.number()
                case "minChargePower_L3": minChargePowerL3 = try reader.number()
                case "maxChargePower": maxChargePower = try reader.number()
                case "maxChargePower_L2": maxChargePowerL2 = try reader.number()
                case "maxChargePower_L3": maxChargePowerL3 = try reader.number()
                case "minDischargePower": minDischargePower = try reader.number()
                case "minDischargePower_L2": minDischargePowerL2 = try reader.number()
                case "minDischargePower_L3": minDischargePowerL3 = try reader.number()
                case "maxDischargePower": maxDischargePower = try reader.number()
                case "maxDischargePower_L2": maxDischargePowerL2 = try reader.number()
                case "maxDischargePower_L3": maxDischargePowerL3 = try reader.number()
                case "minChargeCurrent": minChargeCurrent = try reader.number()
                case "maxChargeCurrent": maxChargeCurrent = try reader.number()
                case "minDischargeCurrent": minDischargeCurrent = try reader.number()
                case "maxDischargeCurrent": maxDischargeCurrent = try reader.number()
                case "minVoltage": minVoltage = try reader.number()
                case "maxVoltage": maxVoltage = try reader.number()
                case "evTargetEnergyRequest": evTargetEnergyRequest = try reader.number()
                case "evMinEnergyRequest": evMinEnergyRequest = try reader.number()
                case "evMaxEnergyRequest": evMaxEnergyRequest = try reader.number()
                case "evMinV2XEnergyRequest": evMinV2XEnergyRequest = try reader.number()
                case "evMaxV2XEnergyRequest": evMaxV2XEnergyRequest = try reader.number()
                case "targetSoC": targetSoC = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("minChargePower", number: minChargePower)
            writer.member("minChargePower_L2", number: minChargePowerL2)
            writer.member("minChargePower_L3", number: minChargePowerL3)
            writer.member("maxChargePower", number: maxChargePower)
            writer.member("maxChargePower_L2", number: maxChargePowerL2)
            writer.member("maxChargePower_L3", number: maxChargePowerL3)
            writer.member("minDischargePower", number: minDischargePower)
            writer.member("minDischargePower_L2", number: minDischargePowerL2)
            writer.member("minDischargePower_L3", number: minDischargePowerL3)
            writer.member("maxDischargePower", number: maxDischargePower)
            writer.member("maxDischargePower_L2", number: maxDischargePowerL2)
            writer.member("maxDischargePower_L3", number: maxDischargePowerL3)
            writer.member("minChargeCurrent", number: minChargeCurrent)
            writer.member("maxChargeCurrent", number: maxChargeCurrent)
            writer.member("minDischargeCurrent", number: minDischargeCurrent)
            writer.member("maxDischargeCurrent", number: maxDischargeCurrent)
            writer.member("minVoltage", number: minVoltage)
            writer.member("maxVoltage", number: maxVoltage)
            writer.member("evTargetEnergyRequest", number: evTargetEnergyRequest)
            writer.member("evMinEnergyRequest", number: evMinEnergyRequest)
            writer.member("evMaxEnergyRequest", number: evMaxEnergyRequest)
            writer.member("evMinV2XEnergyRequest", number: evMinV2XEnergyRequest)
            writer.member("evMaxV2XEnergyRequest", number: evMaxV2XEnergyRequest)
            writer.member("targetSoC", targetSoC, least: 0, most: 100)
            writer.member("customData", customData)
        }
    }
}
