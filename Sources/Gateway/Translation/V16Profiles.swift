// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// Translates a setpoint to an OCPP 1.6 charging profile, and reads one back (protocols: profile rules of 1.6).
enum V16Profiles {
    /// One profile a connector, overwritten each time: two of one purpose and stack level would contradict each other.
    static func profileID(connector: Int) -> Int { 1_000 + connector }

    /// The setpoint for `validity` from `start`, then the default, open-ended: losing the gateway leaves the station at
    /// its default.
    static func setpointProfile(
        connector: Int, _ setpoint: StationSetpoint, unit: V16.ChargingRateUnit, phases: Int, start: UTCInstant,
        validity: Duration
    ) -> V16.ChargingProfile {
        let now = value(setpoint.powerKW, setpoint.currentA, unit)
        let later = value(setpoint.defaultKW, setpoint.defaultA, unit)
        var periods = [period(0, now, phases, unit)]
        if later != now { periods.append(period(Int(validity.inSeconds), later, phases, unit)) }
        return profile(connector, periods, unit, start)
    }

    private static func profile(
        _ connector: Int, _ periods: [V16.ChargingSchedulePeriod], _ unit: V16.ChargingRateUnit, _ start: UTCInstant
    ) -> V16.ChargingProfile {
        V16.ChargingProfile(
            chargingProfileId: profileID(connector: connector), stackLevel: 0,
            chargingProfilePurpose: .txDefaultProfile, chargingProfileKind: .absolute,
            chargingSchedule: V16.ChargingSchedule(
                startSchedule: OCPPTimestamp(milliseconds: start.milliseconds), chargingRateUnit: unit,
                chargingSchedulePeriod: periods))
    }

    /// Absent means three phases for AC; DC has none.
    private static func period(
        _ start: Int, _ limit: Double, _ phases: Int, _ unit: V16.ChargingRateUnit
    ) -> V16.ChargingSchedulePeriod {
        V16.ChargingSchedulePeriod(startPeriod: start, limit: limit, numberPhases: phases < 3 ? phases : nil)
    }

    /// Amperes are per phase, watts the sum of the phases; both rounded down, to tenths and to whole numbers.
    static func value(_ powerKW: Double, _ currentA: Double?, _ unit: V16.ChargingRateUnit) -> Double {
        if unit == .a, let currentA { return (currentA * 10 + 1e-6).rounded(.down) / 10 }
        return (powerKW * 1_000 + 1e-6).rounded(.down)
    }

    /// Whether what the station says it holds now is no more than the setpoint.
    ///
    /// A negative limit is what some stations answer for "no limit" (seen in the field), unless it was ordered.
    static func holds(_ schedule: V16.ChargingSchedule, _ setpoint: StationSetpoint, allPeriods: Bool) -> Bool {
        // Amperes of a DC station say nothing about its power.
        guard schedule.chargingRateUnit != .a || setpoint.currentA != nil else { return false }
        let wanted = value(setpoint.powerKW, setpoint.currentA, schedule.chargingRateUnit)
        // A station that turns our amperes into watts does so at its own voltage, which is at most ours.
        let slack = schedule.chargingRateUnit == .a ? 0.051 : max(abs(wanted) * 0.01, 1)
        let periods = schedule.chargingSchedulePeriod.sorted { $0.startPeriod < $1.startPeriod }
        guard let first = periods.first, first.startPeriod <= 0 else { return false }
        return (allPeriods ? periods : [first]).allSatisfy { period in
            if period.limit < 0, setpoint.powerKW >= 0 { return false }
            return period.limit <= wanted + slack
        }
    }

    /// The most that a schedule lets a connector draw, kW; nil where it sets no limit.
    static func largestKW(_ schedule: V16.ChargingSchedule, _ connector: V16Station.Connector) -> Double? {
        let periods = schedule.chargingSchedulePeriod
        guard let largest = periods.map(\.limit).max(), periods.allSatisfy({ $0.limit >= 0 }) else { return nil }
        if schedule.chargingRateUnit == .w { return largest / 1_000 }
        return connector.kilowattsPerAmpere.map { largest * $0 }
    }
}
