// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What a reading of one phase may be: its part of what all of them may be, with the same slack, and next to nothing on
/// a phase that is not there.
public struct PhaseBounds: Sendable {
    private let lower: Double
    private let upper: Double
    private let phases: PhaseCode

    /// What a meter of three phases shows on one that nothing is connected to, kW.
    public static let noise = 0.1

    /// - Parameters:
    ///   - slack: the part of the bounds that each phase keeps whole.
    ///   - phases: those it may be on.
    ///   - carrying: how many of them share the power.
    init(lower: Double, upper: Double, slack: Double, phases: PhaseCode, carrying: Int) {
        self.lower = (lower + slack) / Double(max(1, carrying)) - slack
        self.upper = (upper - slack) / Double(max(1, carrying)) + slack
        self.phases = phases
    }

    func refusal(of powers: PhaseVector) -> RefusalReason? {
        for (phase, value) in [(PhaseCode.a, powers.a), (.b, powers.b), (.c, powers.c)] {
            let isThere = phases.contains(phase)
            let (lower, upper) = isThere ? (lower, upper) : (-Self.noise, Self.noise)
            guard !(lower...upper).contains(value) else { continue }
            return .implausible(field: "powerByPhaseKW.\(phase.text)", value: value, lower: lower, upper: upper)
        }
        return nil
    }
}
