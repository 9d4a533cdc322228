// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Periods of limits or setpoints.
    public struct ChargingSchedule: V2Payload {
        /// Names the schedule.
        public var id: Int
        /// Watts or amperes.
        public var chargingRateUnit: ChargingRateUnit
        /// The periods, by their start.
        public var chargingSchedulePeriod: [ChargingSchedulePeriod]
        /// Start of an absolute schedule.
        public var startSchedule: OCPPTimestamp?
        /// Seconds; absent where it has no end.
        public var duration: Int?
        /// The rate below which charging is not worth while, for the station's own planning.
        public var minChargingRate: Double?
        public var salesTariff: SalesTariff?
        /// Limit at SoC. 2.1 only.
        public var limitAtSoC: LimitAtSoC?
        /// Power tolerance. 2.1 only.
        public var powerTolerance: Double?
        /// Signature id. 2.1 only.
        public var signatureId: Int?
        /// Digest value. At most 88 characters. 2.1 only.
        public var digestValue: String?
        /// Use local time. 2.1 only.
        public var useLocalTime: Bool?
        /// Randomized delay. 2.1 only.
        public var randomizedDelay: Int?
        /// Absolute price schedule. 2.1 only.
        public var absolutePriceSchedule: AbsolutePriceSchedule?
        /// Price level schedule. 2.1 only.
        public var priceLevelSchedule: PriceLevelSchedule?
        public var customData: CustomData?

        public init(
            id: Int, chargingRateUnit: ChargingRateUnit, chargingSchedulePeriod: [ChargingSchedulePeriod]
        ) {
            self.id = id
            self.chargingRateUnit = chargingRateUnit
            self.chargingSchedulePeriod = chargingSchedulePeriod
        }

        public init(unread: ()) {
            id = 0
            chargingRateUnit = .unread
            chargingSchedulePeriod = []
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("id", &id)
            coder.required("chargingRateUnit", &chargingRateUnit)
            coder.required("chargingSchedulePeriod", &chargingSchedulePeriod, Facets(minItems: 1, maxItems: 1024))
            coder.optional("startSchedule", &startSchedule)
            coder.optional("duration", &duration)
            coder.optional("minChargingRate", &minChargingRate, Facets(tenths201: true))
            coder.optional("salesTariff", &salesTariff)
            coder.optional("limitAtSoC", &limitAtSoC, Facets(since: .v21))
            coder.optional("powerTolerance", &powerTolerance, Facets(since: .v21))
            coder.optional("signatureId", &signatureId, Facets(least: 0, since: .v21))
            coder.optional("digestValue", &digestValue, Facets(limit: 88, since: .v21))
            coder.optional("useLocalTime", &useLocalTime, Facets(since: .v21))
            coder.optional("randomizedDelay", &randomizedDelay, Facets(least: 0, since: .v21))
            coder.optional("absolutePriceSchedule", &absolutePriceSchedule, Facets(since: .v21))
            coder.optional("priceLevelSchedule", &priceLevelSchedule, Facets(since: .v21))
        }
    }
}
