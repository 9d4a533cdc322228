// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `TariffConditionsType` of the standard.
    public struct TariffConditions: V2Payload {
        public var startTimeOfDay: String?
        public var endTimeOfDay: String?
        public var dayOfWeek: [DayOfWeek]?
        public var validFromDate: String?
        public var validToDate: String?
        public var evseKind: EvseKind?
        public var minEnergy: Double?
        public var maxEnergy: Double?
        public var minCurrent: Double?
        public var maxCurrent: Double?
        public var minPower: Double?
        public var maxPower: Double?
        public var minTime: Int?
        public var maxTime: Int?
        public var minChargingTime: Int?
        public var maxChargingTime: Int?
        public var minIdleTime: Int?
        public var maxIdleTime: Int?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("startTimeOfDay", &startTimeOfDay)
            coder.optional("endTimeOfDay", &endTimeOfDay)
            coder.optional("dayOfWeek", &dayOfWeek, Facets(minItems: 1, maxItems: 7))
            coder.optional("validFromDate", &validFromDate)
            coder.optional("validToDate", &validToDate)
            coder.optional("evseKind", &evseKind)
            coder.optional("minEnergy", &minEnergy)
            coder.optional("maxEnergy", &maxEnergy)
            coder.optional("minCurrent", &minCurrent)
            coder.optional("maxCurrent", &maxCurrent)
            coder.optional("minPower", &minPower)
            coder.optional("maxPower", &maxPower)
            coder.optional("minTime", &minTime)
            coder.optional("maxTime", &maxTime)
            coder.optional("minChargingTime", &minChargingTime)
            coder.optional("maxChargingTime", &maxChargingTime)
            coder.optional("minIdleTime", &minIdleTime)
            coder.optional("maxIdleTime", &maxIdleTime)
        }
    }
}
