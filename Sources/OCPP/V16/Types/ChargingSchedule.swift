// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Limits over time (1.6 section 7.13).
    public struct ChargingSchedule: OCPPPayload {
        /// How long it lasts, seconds; absent means without end.
        public var duration: Int?
        /// Period 0 begins then; absent means at the start of charging.
        public var startSchedule: OCPPTimestamp?
        /// Unit of all limits in it.
        public var chargingRateUnit: ChargingRateUnit
        /// The periods in order, the first at 0.
        public var chargingSchedulePeriod: [ChargingSchedulePeriod]
        /// Advice to the station's own algorithm, not a floor.
        public var minChargingRate: Double?

        /// The payload by its members.
        public init(
            duration: Int? = nil, startSchedule: OCPPTimestamp? = nil, chargingRateUnit: ChargingRateUnit,
            chargingSchedulePeriod: [ChargingSchedulePeriod], minChargingRate: Double? = nil
        ) {
            self.duration = duration
            self.startSchedule = startSchedule
            self.chargingRateUnit = chargingRateUnit
            self.chargingSchedulePeriod = chargingSchedulePeriod
            self.minChargingRate = minChargingRate
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var duration: Int?
            var startSchedule: OCPPTimestamp?
            var chargingRateUnit: ChargingRateUnit?
            var chargingSchedulePeriod: [ChargingSchedulePeriod]?
            var minChargingRate: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "duration": duration = try reader.integer()
                case "startSchedule": startSchedule = try reader.timestamp()
                case "chargingRateUnit": chargingRateUnit = try reader.enumeration()
                case "chargingSchedulePeriod": chargingSchedulePeriod = try reader.objects()
                case "minChargingRate": minChargingRate = try reader.number()
                default: try reader.skipValue()
                }
            }
            self.duration = duration
            self.startSchedule = startSchedule
            self.chargingRateUnit = try reader.require(chargingRateUnit, "chargingRateUnit")
            self.chargingSchedulePeriod = try reader.require(chargingSchedulePeriod, "chargingSchedulePeriod")
            self.minChargingRate = minChargingRate
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("duration", duration)
            writer.member("startSchedule", startSchedule)
            writer.member("chargingRateUnit", chargingRateUnit)
            writer.member("chargingSchedulePeriod", chargingSchedulePeriod)
            writer.member("minChargingRate", tenths: minChargingRate)
        }
    }

    /// A limit that holds until the next period begins (1.6 section 7.14).
    public struct ChargingSchedulePeriod: OCPPPayload {
        /// When it begins, seconds after the schedule.
        public var startPeriod: Int
        /// The limit in the schedule's unit: amperes per phase, or watts of all phases together. Written to 0.1.
        public var limit: Double
        /// Phases that may be used; absent means 3.
        public var numberPhases: Int?

        /// The payload by its members.
        public init(startPeriod: Int, limit: Double, numberPhases: Int? = nil) {
            self.startPeriod = startPeriod
            self.limit = limit
            self.numberPhases = numberPhases
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var startPeriod: Int?
            var limit: Double?
            var numberPhases: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "startPeriod": startPeriod = try reader.integer()
                case "limit": limit = try reader.number()
                case "numberPhases": numberPhases = try reader.integer()
                default: try reader.skipValue()
                }
            }
            self.startPeriod = try reader.require(startPeriod, "startPeriod")
            self.limit = try reader.require(limit, "limit")
            self.numberPhases = numberPhases
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("startPeriod", startPeriod)
            writer.member("limit", tenths: limit)
            writer.member("numberPhases", numberPhases)
        }
    }

    /// Unit of limits.
    public enum ChargingRateUnit: OpenEnumeration {
        case a, w
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("A", .a), ("W", .w),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
