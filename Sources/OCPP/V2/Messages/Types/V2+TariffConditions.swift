// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `TariffConditionsType` of the standard.
    public struct TariffConditions: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Start time of day.
        public var startTimeOfDay: String?
        /// End time of day.
        public var endTimeOfDay: String?
        /// Day of week.
        public var dayOfWeek: [DayOfWeek]?
        /// Valid from date.
        public var validFromDate: String?
        /// Valid to date.
        public var validToDate: String?
        /// EVSE kind.
        public var evseKind: EvseKind?
        /// Minimum energy.
        public var minEnergy: Double?
        /// Maximum energy.
        public var maxEnergy: Double?
        /// Minimum current.
        public var minCurrent: Double?
        /// Maximum current.
        public var maxCurrent: Double?
        /// Minimum power.
        public var minPower: Double?
        /// Maximum power.
        public var maxPower: Double?
        /// Minimum time.
        public var minTime: Int?
        /// Maximum time.
        public var maxTime: Int?
        /// Minimum charging time.
        public var minChargingTime: Int?
        /// Maximum charging time.
        public var maxChargingTime: Int?
        /// Minimum idle time.
        public var minIdleTime: Int?
        /// Maximum idle time.
        public var maxIdleTime: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            startTimeOfDay: String? = nil, endTimeOfDay: String? = nil, dayOfWeek: [DayOfWeek]? = nil,
            validFromDate: String? = nil, validToDate: String? = nil, evseKind: EvseKind? = nil,
            minEnergy: Double? = nil, maxEnergy: Double? = nil, minCurrent: Double? = nil, maxCurrent: Double? = nil,
            minPower: Double? = nil, maxPower: Double? = nil, minTime: Int? = nil, maxTime: Int? = nil,
            minChargingTime: Int? = nil, maxChargingTime: Int? = nil, minIdleTime: Int? = nil, maxIdleTime: Int? = nil,
            customData: CustomData? = nil
        ) {
            self.startTimeOfDay = startTimeOfDay
            self.endTimeOfDay = endTimeOfDay
            self.dayOfWeek = dayOfWeek
            self.validFromDate = validFromDate
            self.validToDate = validToDate
            self.evseKind = evseKind
            self.minEnergy = minEnergy
            self.maxEnergy = maxEnergy
            self.minCurrent = minCurrent
            self.maxCurrent = maxCurrent
            self.minPower = minPower
            self.maxPower = maxPower
            self.minTime = minTime
            self.maxTime = maxTime
            self.minChargingTime = minChargingTime
            self.maxChargingTime = maxChargingTime
            self.minIdleTime = minIdleTime
            self.maxIdleTime = maxIdleTime
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "startTimeOfDay": startTimeOfDay = try reader.text()
                case "endTimeOfDay": endTimeOfDay = try reader.text()
                case "dayOfWeek": dayOfWeek = try reader.enumerations()
                case "validFromDate": validFromDate = try reader.text()
                case "validToDate": validToDate = try reader.text()
                case "evseKind": evseKind = try reader.enumeration()
                case "minEnergy": minEnergy = try reader.number()
                case "maxEnergy": maxEnergy = try reader.number()
                case "minCurrent": minCurrent = try reader.number()
                case "maxCurrent": maxCurrent = try reader.number()
                case "minPower": minPower = try reader.number()
                case "maxPower": maxPower = try reader.number()
                case "minTime": minTime = try reader.integer()
                case "maxTime": maxTime = try reader.integer()
                case "minChargingTime": minChargingTime = try reader.integer()
                case "maxChargingTime": maxChargingTime = try reader.integer()
                case "minIdleTime": minIdleTime = try reader.integer()
                case "maxIdleTime": maxIdleTime = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("startTimeOfDay", startTimeOfDay, limit: nil)
            writer.member("endTimeOfDay", endTimeOfDay, limit: nil)
            writer.member("dayOfWeek", dayOfWeek, minimum: 1, maximum: 7)
            writer.member("validFromDate", validFromDate, limit: nil)
            writer.member("validToDate", validToDate, limit: nil)
            writer.member("evseKind", evseKind)
            writer.member("minEnergy", number: minEnergy)
            writer.member("maxEnergy", number: maxEnergy)
            writer.member("minCurrent", number: minCurrent)
            writer.member("maxCurrent", number: maxCurrent)
            writer.member("minPower", number: minPower)
            writer.member("maxPower", number: maxPower)
            writer.member("minTime", minTime)
            writer.member("maxTime", maxTime)
            writer.member("minChargingTime", minChargingTime)
            writer.member("maxChargingTime", maxChargingTime)
            writer.member("minIdleTime", minIdleTime)
            writer.member("maxIdleTime", maxIdleTime)
            writer.member("customData", customData)
        }
    }
}
