// SPDX-License-Identifier: Apache-2.0

import GridModel

extension PhaseTransition {
    /// How long a station is kept to less before three phases are told: meters report every 10 s, and others may have to
    /// make room first.
    static let longestPreparation = Duration.seconds(180)
    /// What is in force may be so much more than decided, kW: the grid of the wire.
    static let tolerance = 0.05

    /// Tells those stations that are prepared, and says in the plan what each is told.
    static func proceed(_ decision: Decision, _ plan: inout DispatchPlan, _ memory: inout DispatchMemory) {
        let input = decision.input
        guard !input.model.switchers.isEmpty else { return }
        var free: [Double]?
        for der in input.model.switchers {
            guard var known = memory.phaseSwitches[der] else { continue }
            // In the tick of the choice flows are still counted as before it.
            if known.stage == .preparing, known.stageSince != input.now.steady {
                if free == nil { free = decision.freeAtWorst() }
                prepare(&known, der, decision, free!)
                memory.phaseSwitches[der] = known
            }
            guard !input.isKnownEmpty(der), plan.setpoints[der].power != nil else { continue }
            plan.setpoints[der].phases = PlannedPhases(count: known.told, cause: known.cause, stage: known.stage)
        }
        for der in input.model.switchers {
            guard let known = memory.phaseSwitches[der], known.hasFailed(at: input.now.steady),
                let told = known.failedPhases
            else { continue }
            plan.alarms.append(.phasesNotSwitched(der: input.model.feeder.ders[der].id, told: told))
        }
    }

    private static func prepare(_ known: inout PhaseSwitch, _ der: Int, _ decision: Decision, _ free: [Double]) {
        let input = decision.input
        let now = input.now.steady
        if isPrepared(known, der, decision, free) {
            known.enter(.switching, at: now)
            known.switchedAt.append(now)
        } else if let since = known.stageSince, now - since >= longestPreparation {
            known.giveUp(at: now)
        }
    }

    /// Whether what is in force fits on the phases of before and on those to come.
    private static func isPrepared(
        _ known: PhaseSwitch, _ der: Int, _ decision: Decision, _ free: [Double]
    ) -> Bool {
        let input = decision.input
        guard input.settings.guards.contains(.switchReserve) else { return true }
        let isWithin = decision.counted.importKW[der] <= max(decision.powerKW[der], 0) + tolerance
        // One phase of three draws nowhere more, but leaves the others' balance with the one it keeps.
        let kept = known.phases < PhaseSwitch.all ? input.model.feeder.ders[der].phaseRotation[0] : nil
        if kept != nil, !input.model.isAnyUnbalanceLimited { return true }
        return isWithin
            && input.accounts.allRows(onPathOf: der) { row, _ in
                let isAsked = kept.map { input.accounts.account(ofRow: row).phase == $0 } ?? true
                return !isAsked || free[row] >= -tolerance
            }
    }
}

extension PhaseSwitch {
    /// Stays as it was; what is wished begins anew.
    mutating func giveUp(at now: MonotonicInstant) {
        phases = told
        cause = phases == Self.all ? .enough : .shareBelowMinimum
        wished = nil
        wishedSince = nil
        enter(.settled, at: now)
        isTold = true
    }
}

extension Decision {
    /// What is left of the import room of each row when everybody draws what he counts for, or what was decided.
    fileprivate func freeAtWorst() -> [Double] {
        var held = input.accounts.rows(repeating: 0)
        for der in ranges.indices where ranges[der].participates {
            input.accounts.add(max(counted.importKW[der], powerKW[der]), of: der, to: &held)
        }
        input.accounts.sumUp(&held)
        return zip(room.importRoom, held).map { $0 - $1 }
    }
}
