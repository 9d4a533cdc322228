// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// The unit in which a station takes its limits: amperes per phase, or watts of all phases together.
enum LimitUnit: Hashable, Sendable {
    case a, w
}

/// A setpoint as a charging profile, before a version of the standard gives it its words.
struct SetpointProfile: Hashable, Sendable {
    /// From when on which limit holds, s after the start; the last one is open-ended.
    struct Period: Hashable, Sendable {
        var start: Int
        var limit: Double
        /// How many phases; nil where all three, or direct current, go without saying.
        var phases: Int?
    }

    var connector: Int
    var unit: LimitUnit
    var start: UTCInstant
    var periods: [Period]
    /// Whether its station is told how many phases to use.
    var isSwitching: Bool
    /// Whether its station can be told which phase to use, where it is one.
    var choosesPhase = false
    /// Whether a discharge is told as a setpoint, in the words of 2.1; else it is a negative limit.
    var isBidirectional = false
    var purpose = Purpose.ofTransactions
    /// When it ends, s after the start; nil where its last period is open-ended.
    private(set) var duration: Int?
    private(set) var stackLevel = 0

    /// What it is set as.
    enum Purpose: Hashable, Sendable {
        /// A default of transactions.
        case ofTransactions
        /// A limit of the whole station, for one that takes no other and has one outlet.
        case ofStation
    }

    /// One profile a connector and level, overwritten each time: two of one purpose and stack level would contradict
    /// each other.
    var id: Int { 1_000 * (1 + stackLevel) + connector }

    /// Makes it a profile of its own above the default's, which is in force again when it ends: for stations whose
    /// schedules have one period only.
    mutating func stack(for validity: Duration) {
        stackLevel = 1
        duration = Int(validity.inSeconds)
        periods.removeSubrange(1...)
    }

    /// The setpoint for `validity` from `start`, then the default, open-ended: losing the gateway leaves the station at
    /// its default.
    init(
        connector: Int, _ setpoint: StationSetpoint, unit: LimitUnit, phases: Int, start: UTCInstant, validity: Duration
    ) {
        let now = StationLimits.value(
            setpoint.powerKW, setpoint.currentA, unit, wattsPerAmpere: setpoint.wattsPerAmpere)
        let later = StationLimits.value(
            setpoint.defaultKW, setpoint.defaultA, unit, wattsPerAmpere: setpoint.wattsPerAmpere)
        // Who was told a number of phases is told it each time, for the default too: all of them.
        isSwitching = setpoint.phases != nil
        let told = setpoint.phases ?? phases
        periods = [Self.period(0, now, told, isSaid: isSwitching)]
        if later != now || told != phases {
            periods.append(Self.period(Int(validity.inSeconds), later, phases, isSaid: isSwitching))
        }
        self.connector = connector
        self.unit = unit
        self.start = start
    }

    /// Absent means three phases for AC; DC has none.
    private static func period(_ start: Int, _ limit: Double, _ phases: Int, isSaid: Bool) -> Period {
        Period(start: start, limit: limit, phases: isSaid || phases < 3 ? phases : nil)
    }
}
