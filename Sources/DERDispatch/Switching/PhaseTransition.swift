// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Leads stations from three phases to one and back: a switch is a transition whose worst case is reserved until it is
/// seen done.
///
/// A power of an outlet is what it would carry with all its phases in use, so a current means the same on one phase
/// and on three, and one phase is a part of three: until one is seen, all three count, and before three are told, what is
/// in force must fit on three.
enum PhaseTransition {
    /// Takes in what was measured and told since the last tick.
    static func revise(_ input: DispatchInput, _ memory: inout DispatchMemory) {
        let elapsed = memory.lastTick.map { input.now.steady - $0 } ?? .zero
        for der in input.model.switchers {
            var known = memory.phaseSwitches[der] ?? PhaseSwitch()
            follow(der, input, memory.ders[der], elapsed: elapsed, &known)
            if known.stage == .settled, memory.phaseSwitches[der].map({ $0.stage != .settled }) ?? false {
                // What it took on other phases says nothing of what it takes now.
                memory.ders[der].forgetDemand()
            }
            memory.ders[der].count(der, on: known, input)
            memory.phaseSwitches[der] = known
        }
    }

    private static func follow(
        _ der: Int, _ input: DispatchInput, _ learned: DERMemory, elapsed: Duration, _ known: inout PhaseSwitch
    ) {
        let state = input.state.ders[der]
        let now = input.now.steady
        known.switchedAt.removeAll { now - $0 >= PhaseSwitch.hour }
        if let until = known.failedUntil, until <= now {
            known.failedUntil = nil
            known.failedPhases = nil
        }
        let isOver = known.transaction.map { $0 != state.transactionStart } ?? false
        if isOver || !CountedPower.isDispatchable(input, der) || input.isKnownEmpty(der) {
            return known.reset(state.transactionStart, isSameVehicle: false)
        }
        known.transaction = state.transactionStart
        let isTold = (state.phasesTold?.phases ?? PhaseSwitch.all) == known.told
        // A station that starts anew, or falls to its default, uses three.
        if known.isTold, !isTold { return known.reset(state.transactionStart, isSameVehicle: true) }
        known.isTold = isTold
        let used = usedSinceTold(der, input, known)
        if (used?.count ?? 0) > 1, known.phases == PhaseSwitch.all { known.isUnproven = false }
        switch known.stage {
        case .preparing: break
        case .settled: watch(used, der, input, learned, &known)
        case .switching: lookFor(used, der, input, learned, elapsed: elapsed, &known)
        }
    }

    /// One that was on one phase, and is not known to be any longer, may be on three again.
    private static func watch(
        _ used: PhaseCode?, _ der: Int, _ input: DispatchInput, _ learned: DERMemory, _ known: inout PhaseSwitch
    ) {
        guard known.phases < PhaseSwitch.all else { return }
        if known.isAssumed {
            // One that had to stop before it was seen drew more than one phase would: it does not start as it was told.
            let mayCharge = input.state.ders[der].allowed.importLimit > .zero
            if (used?.count ?? 0) > 1 || known.hasStarted && !mayCharge {
                known.isDistrusted = true
                return fail(&known, input)
            }
            known.hasStarted = mayCharge
            if used?.count == 1 { known.isAssumed = false }
        }
        guard learned.phasesInUse?.count != 1, !known.isAssumed else { return }
        known.enter(.switching, at: input.now.steady)
    }

    private static func lookFor(
        _ used: PhaseCode?, _ der: Int, _ input: DispatchInput, _ learned: DERMemory, elapsed: Duration,
        _ known: inout PhaseSwitch
    ) {
        let now = input.now.steady
        guard known.isTold else { return }
        if known.phases < PhaseSwitch.all {
            if learned.phasesInUse?.count == 1 { return known.enter(.settled, at: now) }
            if isSureByPause(der, input, known) {
                known.isAssumed = true
                known.hasStarted = false
                return known.enter(.settled, at: now)
            }
        } else if (used?.count ?? 0) > 1 {
            return known.enter(.settled, at: now)
        }
        guard let used, !used.isEmpty, (used.count == 1) != (known.phases == 1) else { return }
        known.otherwiseFor += elapsed
        let rule = input.model.feeder.ders[der].phaseSwitching
        if known.otherwiseFor >= rule?.completesWithin ?? .zero { fail(&known, input) }
    }

    /// Not seen in its time: on three phases, all of them counted, and tried again later.
    private static func fail(_ known: inout PhaseSwitch, _ input: DispatchInput) {
        let now = input.now.steady
        known.failedPhases = known.phases
        known.failedUntil = now + input.settings.switchRetriedAfter
        if known.phases < PhaseSwitch.all { known.switchedAt.append(now) }
        known.phases = PhaseSwitch.all
        known.cause = .notSeen
        known.isUnproven = true
        known.enter(.settled, at: now)
    }

    /// The phases that were measured to be in use after its station was told; nil where nothing is known, none in a
    /// pause.
    private static func usedSinceTold(_ der: Int, _ input: DispatchInput, _ known: PhaseSwitch) -> PhaseCode? {
        let state = input.state.ders[der]
        let time = state.phasePowerKW?.sourceTime
        if let told = state.phasesTold, let time, time <= told.sentAt.utc { return nil }
        guard known.isTold, let power = PhaseUse.measured(der, input) else { return nil }
        return PhaseUse.used(der, power, input)
    }

    /// Whether its station took the order, and has paused since, where it is declared to start as it was told.
    private static func isSureByPause(_ der: Int, _ input: DispatchInput, _ known: PhaseSwitch) -> Bool {
        let state = input.state.ders[der]
        guard input.model.feeder.ders[der].phaseSwitching?.startsAsTold == true, !known.isDistrusted,
            let told = state.phasesTold, let command = state.command, let reading = state.power
        else { return false }
        let isTaken = command.standing == .confirmed && command.sentAt.steady >= told.sentAt.steady
        let settled = told.sentAt.utc + input.model.derSettlingTime[der]
        return isTaken && state.allowed.importLimit <= .zero && reading.sourceTime >= settled
            && reading.live(at: input.now.steady).map { abs($0.kilowatts) <= PhaseBounds.noise } ?? false
    }
}

extension DERMemory {
    /// Counts on all phases while it is not sure which are in use, and on one where that is.
    fileprivate mutating func count(_ der: Int, on known: PhaseSwitch, _ input: DispatchInput) {
        let first = input.model.feeder.ders[der].phaseRotation[0]
        guard input.settings.guards.contains(.switchReserve) else {
            // Without the guard a switch counts on one phase before it is seen, and until its end.
            if known.told < PhaseSwitch.all || known.stage != .settled { phasesInUse = first }
            return
        }
        if known.phases == PhaseSwitch.all {
            if known.isUncertain { forgetPhases() }
        } else if known.stage == .settled, known.isAssumed {
            phasesInUse = first
        }
    }

    /// What it takes is learned anew.
    fileprivate mutating func forgetDemand() {
        demandKW = nil
        demandChangedAt = nil
        belowSince = nil
    }
}
