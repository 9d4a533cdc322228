// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// Active power on each of the feeder's phases; load convention.
public struct PhasePowers: Sendable, Hashable {
    private var watts = SIMD3<Double>()

    /// Nothing on any phase.
    public static let zero = PhasePowers()

    init() {}

    /// A power in equal parts on some phases.
    init(_ power: ActivePower, on phases: some Collection<PhaseCode>) {
        for phase in phases { self[phase] += power / Double(phases.count) }
    }

    /// The power on one phase.
    public internal(set) subscript(phase: PhaseCode) -> ActivePower {
        get { .watts(watts[Self.lane(phase)]) }
        set { watts[Self.lane(phase)] = newValue.watts }
    }

    /// What the phases add up to.
    public var total: ActivePower { .watts(watts.x + watts.y + watts.z) }

    /// The same above a delta winding: each phase below lies between two above, and draws half of its power on each.
    var aboveDelta: PhasePowers {
        var above = self
        above.watts = (watts + SIMD3(watts.z, watts.x, watts.y)) * 0.5
        return above
    }

    static func += (left: inout PhasePowers, right: PhasePowers) { left.watts += right.watts }

    func map(_ change: (ActivePower) -> ActivePower) -> PhasePowers {
        var changed = PhasePowers()
        for phase in PhaseCode.abc.lines { changed[phase] = change(self[phase]) }
        return changed
    }

    private static func lane(_ phase: PhaseCode) -> Int { phase == .a ? 0 : phase == .b ? 1 : 2 }
}
