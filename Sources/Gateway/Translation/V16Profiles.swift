// SPDX-License-Identifier: Apache-2.0

import DERDispatch
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
        let now = value(setpoint.powerKW, setpoint.currentA, unit, wattsPerAmpere: setpoint.wattsPerAmpere)
        let later = value(setpoint.defaultKW, setpoint.defaultA, unit, wattsPerAmpere: setpoint.wattsPerAmpere)
        // Who was told a number of phases is told it each time, for the default too: all of them.
        let isSwitching = setpoint.phases != nil
        let told = setpoint.phases ?? phases
        var periods = [period(0, now, told, isSaid: isSwitching)]
        if later != now || told != phases {
            periods.append(period(Int(validity.inSeconds), later, phases, isSaid: isSwitching))
        }
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
        _ start: Int, _ limit: Double, _ phases: Int, isSaid: Bool
    ) -> V16.ChargingSchedulePeriod {
        V16.ChargingSchedulePeriod(startPeriod: start, limit: limit, numberPhases: isSaid || phases < 3 ? phases : nil)
    }

    /// Amperes are per phase, watts the sum of the phases; both rounded down, to tenths and to whole numbers.
    ///
    /// An AC station that takes only watts makes amperes of them at nominal voltage: the watts it is sent are those of
    /// the current that was decided, not the power counted at the highest voltage.
    static func value(
        _ powerKW: Double, _ currentA: Double?, _ unit: V16.ChargingRateUnit, wattsPerAmpere: Double? = nil
    ) -> Double {
        if unit == .a, let currentA { return (currentA * 10 + 1e-6).rounded(.down) / 10 }
        if let currentA, let wattsPerAmpere { return (currentA * wattsPerAmpere + 1e-6).rounded(.down) }
        return (powerKW * 1_000 + 1e-6).rounded(.down)
    }

    /// Whether what the station says it holds now is no more than the setpoint: neither more import, nor, where a
    /// discharge was ordered, more export.
    ///
    /// A negative limit is what some stations answer for "no limit" (seen in the field), unless it was ordered.
    ///
    /// - Parameter told: the unit it was sent in.
    static func holds(
        _ schedule: V16.ChargingSchedule, _ setpoint: StationSetpoint, told: V16.ChargingRateUnit = .a, allPeriods: Bool
    ) -> Bool {
        // Amperes of a DC station say nothing about its power.
        guard schedule.chargingRateUnit != .a || setpoint.currentA != nil else { return false }
        let wattsPerAmpere = told == .w ? setpoint.wattsPerAmpere : nil
        let wanted = value(
            setpoint.powerKW, setpoint.currentA, schedule.chargingRateUnit, wattsPerAmpere: wattsPerAmpere)
        let slack = schedule.chargingRateUnit == .a ? 0.051 : max(abs(wanted) * 0.01, 1)
        // A station that turns our amperes into watts does so at its own voltage, which is at most ours.
        let isConverted = schedule.chargingRateUnit == .w && setpoint.currentA != nil && told == .a
        let least = isConverted && wanted < 0 ? wanted * lowestConversion : wanted
        let periods = schedule.chargingSchedulePeriod.sorted { $0.startPeriod < $1.startPeriod }
        guard let first = periods.first, first.startPeriod <= 0 else { return false }
        return (allPeriods ? periods : [first]).allSatisfy { period in
            guard wanted < 0 else { return (0...wanted + slack).contains(period.limit) }
            return (wanted - slack...least + slack).contains(period.limit)
        }
    }

    /// A power at the lowest voltage a station may reckon with, over the same at the highest, which is ours.
    private static let lowestConversion = RatingConversion.lowestVoltageRatio / RatingConversion.highestVoltageRatio

    /// What a schedule lets a connector do at most; nil where it sets no limit.
    ///
    /// Below zero is a discharge only where one may have been ordered; else, and as -1, it is a word for "no limit".
    static func band(_ schedule: V16.ChargingSchedule, _ connector: V16Station.Connector) -> PowerBand? {
        let limits = schedule.chargingSchedulePeriod.map(\.limit)
        guard let largest = limits.max(), let least = limits.min(), least >= 0 || connector.allowsDischarge,
            !limits.contains(-1)
        else { return nil }
        // Watts of an AC station are a current to it, which counts at the highest voltage.
        let perWatt = connector.kilowattsPerAmpere == nil ? 0.001 : 0.001 * RatingConversion.highestVoltageRatio
        let perUnit = schedule.chargingRateUnit == .w ? perWatt : connector.kilowattsPerAmpere
        return perUnit.map {
            PowerBand(importLimit: .kilowatts(max(largest, 0) * $0), exportLimit: .kilowatts(max(-least, 0) * $0))
        }
    }
}
