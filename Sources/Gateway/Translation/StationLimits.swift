// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// The schedule that a station says it holds, from its own "now" on.
struct HeldSchedule: Hashable, Sendable {
    /// From when on which limit holds, s.
    struct Period: Hashable, Sendable {
        var start: Int
        var limit: Double
    }

    var unit: LimitUnit
    var periods: [Period]

    /// How stations say that there is none, and how a period without one is taken.
    static let noLimit = -1.0
}

/// Limits on the wire's grid, and what a schedule that was read back proves (protocols: profile rules).
enum StationLimits {
    /// Amperes are per phase, watts the sum of the phases; both rounded down, to tenths and to whole numbers.
    ///
    /// An AC station that takes only watts makes amperes of them at nominal voltage: the watts it is sent are those of
    /// the current that was decided, not the power counted at the highest voltage.
    static func value(
        _ powerKW: Double, _ currentA: Double?, _ unit: LimitUnit, wattsPerAmpere: Double? = nil
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
        _ schedule: HeldSchedule, _ setpoint: StationSetpoint, told: LimitUnit = .a, allPeriods: Bool
    ) -> Bool {
        // Amperes of a DC station say nothing about its power.
        guard schedule.unit != .a || setpoint.currentA != nil else { return false }
        let wattsPerAmpere = told == .w ? setpoint.wattsPerAmpere : nil
        let wanted = value(setpoint.powerKW, setpoint.currentA, schedule.unit, wattsPerAmpere: wattsPerAmpere)
        let slack = schedule.unit == .a ? 0.051 : max(abs(wanted) * 0.01, 1)
        // A station that turns our amperes into watts does so at its own voltage, which is at most ours.
        let isConverted = schedule.unit == .w && setpoint.currentA != nil && told == .a
        let least = isConverted && wanted < 0 ? wanted * lowestConversion : wanted
        let periods = schedule.periods.sorted { $0.start < $1.start }
        guard let first = periods.first, first.start <= 0 else { return false }
        return (allPeriods ? periods : [first]).allSatisfy { period in
            guard wanted < 0 else { return (0...wanted + slack).contains(period.limit) }
            return (wanted - slack...least + slack).contains(period.limit)
        }
    }

    /// Whether what the station holds now is a setpoint, or the default behind it: no less, and no more.
    static func isEqual(_ schedule: HeldSchedule, _ setpoint: StationSetpoint, told: LimitUnit) -> Bool {
        var tail = setpoint
        (tail.powerKW, tail.currentA) = (setpoint.defaultKW, setpoint.defaultA)
        guard let first = schedule.periods.first(where: { $0.start <= 0 }) else { return false }
        return [setpoint, tail].contains { held in
            let wattsPerAmpere = told == .w ? held.wattsPerAmpere : nil
            let value = value(held.powerKW, held.currentA, schedule.unit, wattsPerAmpere: wattsPerAmpere)
            let slack = schedule.unit == .a ? 0.051 : max(abs(value) * 0.1, 1)
            return abs(first.limit - value) <= slack
        }
    }

    /// A power at the lowest voltage a station may reckon with, over the same at the highest, which is ours.
    private static let lowestConversion = RatingConversion.lowestVoltageRatio / RatingConversion.highestVoltageRatio

    /// What a schedule lets a connector do at most; nil where it sets no limit.
    ///
    /// Below zero is a discharge only where one may have been ordered; else, and as -1, it is a word for "no limit".
    static func band(_ schedule: HeldSchedule, _ connector: OCPPStation.Connector) -> PowerBand? {
        let limits = schedule.periods.map(\.limit)
        guard let largest = limits.max(), let least = limits.min(), least >= 0 || connector.allowsDischarge,
            !limits.contains(HeldSchedule.noLimit)
        else { return nil }
        // Watts of an AC station are a current to it, which counts at the highest voltage.
        let perWatt = connector.kilowattsPerAmpere == nil ? 0.001 : 0.001 * RatingConversion.highestVoltageRatio
        let perUnit = schedule.unit == .w ? perWatt : connector.kilowattsPerAmpere
        return perUnit.map {
            PowerBand(importLimit: .kilowatts(max(largest, 0) * $0), exportLimit: .kilowatts(max(-least, 0) * $0))
        }
    }
}
