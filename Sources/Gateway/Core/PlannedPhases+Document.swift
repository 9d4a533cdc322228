// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

extension PlannedPhases {
    /// What a station is told of its phases, as one sentence for people.
    var sentence: String {
        let number = count == 1 ? "one phase" : "three phases"
        let reason =
            switch cause {
            case .enough: "its share holds the least of three"
            case .shareBelowMinimum: "its share is below the least of three phases and holds that of one"
            case .roomForThree: "there has been room for three for a while"
            case .notSeen: "a switch was told and its currents did not show it; it is tried again later"
            }
        switch stage {
        case .settled: return "told \(number): \(reason)"
        case .preparing:
            let other = count == 1 ? "three" : "one"
            return "told \(number), and \(other) as soon as what is in force fits both: \(reason)"
        case .switching: return "told \(number), and counted on both until its currents show it: \(reason)"
        }
    }

    /// The same for machines.
    var document: JSONValue {
        [
            "told": .number(Double(count)), "cause": .string(cause.rawValue), "stage": .string(stage.rawValue),
            "sentence": .string(sentence),
        ]
    }
}

extension PlannedSetpoint {
    /// A power of an outlet is what it would carry with all its phases in use; told to use one of three, it lets through a
    /// third.
    func shown(_ power: ActivePower) -> ActivePower { Self.shown(power, onPhases: phases?.count) }

    /// The same of what was sent with a word of phases.
    static func shown(_ power: ActivePower, onPhases count: Int?) -> ActivePower {
        count == 1 ? power * (1 / 3.0) : power
    }

    /// What it counts for, as people know it: until it is seen on one phase, it counts on three.
    var shownCountedImport: ActivePower { phases?.stage == .settled ? shown(countedImport) : countedImport }
}
