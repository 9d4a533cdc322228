// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

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
        /// Sales tariff.
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
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            id: Int, chargingRateUnit: ChargingRateUnit, chargingSchedulePeriod: [ChargingSchedulePeriod],
            startSchedule: OCPPTimestamp? = nil, duration: Int? = nil, minChargingRate: Double? = nil,
            salesTariff: SalesTariff? = nil, limitAtSoC: LimitAtSoC? = nil, powerTolerance: Double? = nil,
            signatureId: Int? = nil, digestValue: String? = nil, useLocalTime: Bool? = nil, randomizedDelay: Int? = nil,
            absolutePriceSchedule: AbsolutePriceSchedule? = nil, priceLevelSchedule: PriceLevelSchedule? = nil,
            customData: CustomData? = nil
        ) {
            self.id = id
            self.chargingRateUnit = chargingRateUnit
            self.chargingSchedulePeriod = chargingSchedulePeriod
            self.startSchedule = startSchedule
            self.duration = duration
            self.minChargingRate = minChargingRate
            self.salesTariff = salesTariff
            self.limitAtSoC = limitAtSoC
            self.powerTolerance = powerTolerance
            self.signatureId = signatureId
            self.digestValue = digestValue
            self.useLocalTime = useLocalTime
            self.randomizedDelay = randomizedDelay
            self.absolutePriceSchedule = absolutePriceSchedule
            self.priceLevelSchedule = priceLevelSchedule
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var id: Int?
            var chargingRateUnit: ChargingRateUnit?
            var chargingSchedulePeriod: [ChargingSchedulePeriod]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "id": id = try reader.integer()
                case "chargingRateUnit": chargingRateUnit = try reader.enumeration()
                case "chargingSchedulePeriod": chargingSchedulePeriod = try reader.objects()
                case "startSchedule": startSchedule = try reader.timestamp()
                case "duration": duration = try reader.integer()
                case "minChargingRate": minChargingRate = try reader.number()
                case "salesTariff": salesTariff = try reader.object()
                case "limitAtSoC": limitAtSoC = try reader.object()
                case "powerTolerance": powerTolerance = try reader.number()
                case "signatureId": signatureId = try reader.integer()
                case "digestValue": digestValue = try reader.text()
                case "useLocalTime": useLocalTime = try reader.bool()
                case "randomizedDelay": randomizedDelay = try reader.integer()
                case "absolutePriceSchedule": absolutePriceSchedule = try reader.object()
                case "priceLevelSchedule": priceLevelSchedule = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.id = try reader.require(id, "id")
            self.chargingRateUnit = try reader.require(chargingRateUnit, "chargingRateUnit")
            self.chargingSchedulePeriod = try reader.require(chargingSchedulePeriod, "chargingSchedulePeriod")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("id", id)
            writer.member("chargingRateUnit", chargingRateUnit)
            writer.member("chargingSchedulePeriod", chargingSchedulePeriod, minimum: 1, maximum: 1024)
            writer.member("startSchedule", startSchedule)
            writer.member("duration", duration)
            writer.member("minChargingRate", number: minChargingRate, tenths: !is21)
            writer.member("salesTariff", salesTariff)
            writer.member("limitAtSoC", limitAtSoC, since: .v21)
            writer.member("powerTolerance", number: powerTolerance, since: .v21)
            writer.member("signatureId", signatureId, least: 0, since: .v21)
            writer.member("digestValue", digestValue, limit: 88, since: .v21)
            writer.member("useLocalTime", useLocalTime, since: .v21)
            writer.member("randomizedDelay", randomizedDelay, least: 0, since: .v21)
            writer.member("absolutePriceSchedule", absolutePriceSchedule, since: .v21)
            writer.member("priceLevelSchedule", priceLevelSchedule, since: .v21)
            writer.member("customData", customData)
        }
    }
}
