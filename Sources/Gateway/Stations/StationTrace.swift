// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What a station was seen to do, beside what it is known to hold: kept for its diagnosis, and decides nothing.
struct StationTrace: Sendable {
    /// One set of meter values.
    struct Sample: Sendable {
        var at: MonotonicInstant
        /// Currents of L1, L2, L3, A; nil where a phase is not told.
        var amperes: [Double?]
        var kW: Double?
    }

    /// A composite schedule that was asked for.
    struct ReadBack: Sendable {
        /// The limit that was sent, and its unit.
        var sent: Double
        var sentUnit: LimitUnit
        /// The limit it gave for now, and its unit; nil where it gave no schedule.
        var limit: Double?
        var unit: LimitUnit?
        /// Whether that is no more than what was sent; while it is set up, no more than its default.
        var isHeld: Bool
    }

    /// One connector.
    struct Outlet: Sendable {
        /// The last samples, oldest first.
        var samples: [Sample] = []
        var told: StationSetpoint?
        /// Since when it is told that.
        var toldAt: MonotonicInstant?
        /// Setpoints refused since the last one that was accepted.
        var refusals = 0
        var readBack: ReadBack?
        /// The read-back that showed another profile before higher stack levels were cleared.
        var outranked: ReadBack?
        /// The unit of limits that it refuses, whatever it says it takes.
        var refusedUnit: LimitUnit?
        /// Why its default could not be proven; nil where it was.
        var failure: String?
    }

    var outlets: [Int: Outlet] = [:]
    /// Settings it did not take, with its answer.
    var refusedSettings: [String: String] = [:]

    /// Samples kept of a connector.
    static let keptSamples = 16
    /// Characters kept of a reason.
    static let keptReason = 300

    /// A connector is told a setpoint; the same one again is no news.
    mutating func told(_ setpoint: StationSetpoint, connector: Int, now: Moment) {
        change(connector) { outlet in
            if outlet.told?.currentA != setpoint.currentA || outlet.told?.powerKW != setpoint.powerKW {
                outlet.toldAt = now.steady
            }
            outlet.told = setpoint
        }
    }

    /// Meter values came.
    mutating func measured(_ amperes: [Double?], power: ActivePower?, connector: Int, now: Moment) {
        change(connector) { outlet in
            if outlet.samples.count == Self.keptSamples { outlet.samples.removeFirst() }
            outlet.samples.append(Sample(at: now.steady, amperes: amperes, kW: power?.kilowatts))
        }
    }

    /// A composite schedule came back.
    mutating func readBack(
        _ schedule: HeldSchedule?, of setpoint: StationSetpoint, told unit: LimitUnit, isHeld: Bool,
        connector: Int
    ) {
        let first = schedule?.periods.min { $0.start < $1.start }
        let sent = StationLimits.value(
            setpoint.powerKW, setpoint.currentA, unit, wattsPerAmpere: setpoint.wattsPerAmpere)
        change(connector) {
            $0.readBack = ReadBack(
                sent: sent, sentUnit: unit, limit: first?.limit, unit: schedule?.unit, isHeld: isHeld)
        }
    }

    /// What became of a setting; nil where it was taken.
    mutating func setting(_ key: String, refused answer: String?) {
        refusedSettings[key] = answer.map { String($0.prefix(Self.keptReason)) }
    }

    mutating func change(_ connector: Int, _ change: (inout Outlet) -> Void) {
        change(&outlets[connector, default: Outlet()])
    }
}
