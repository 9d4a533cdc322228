// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Leads stations from three phases to one and back: a switch is a transition whose worst case is reserved until it is
/// seen done.
///
/// A power of an outlet is what it would carry with all its phases in use, so a current means the same on one phase
/// and on three, and of limits of totals and phases one phase takes a part of what three take: until one is seen, all
/// three count, and before three are told, what is in force must fit on three. A limit of the difference between phases
/// is another matter: before one is told, the phase it keeps must hold it without it on the others.
enum PhaseTransition {
    /// Takes in what was measured and told since the last tick.
    static func revise(_ input: DispatchInput, _ memory: inout DispatchMemory) {
        let elapsed = memory.lastTick.map { input.now.steady - $0 } ?? .zero
        for der in input.model.switchers {
            var known = memory.phaseSwitches[der] ?? (input.isKnownEmpty(der) ? PhaseSwitch() : .unknown)
            follow(der, input, memory.ders[der], elapsed: elapsed, &known)
            known.completesWithin = completesWithin(der, input)
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
            return known.reset(state.transactionStart)
        }
        known.transaction = state.transactionStart
        let isTold = (state.phasesTold?.phases ?? PhaseSwitch.all) == known.told
        // A station that starts anew, or falls to its default, uses three.
        if known.isTold, !isTold { return known.reset(state.transactionStart) }
        known.isTold = isTold
        let used = usedSinceTold(der, input, known)
        // Before our own word is out, an earlier one may be on its way yet.
        if (used?.count ?? 0) > 1, known.phases == PhaseSwitch.all, state.phasesTold != nil { known.isUnproven = false }
        switch known.stage {
        case .preparing: break
        case .settled where known.phases == PhaseSwitch.all: prove(used, der, input, elapsed: elapsed, &known)
        case .settled: watch(used, der, input, learned, &known)
        case .switching: lookFor(used, der, input, learned, elapsed: elapsed, &known)
        }
    }

    /// One that was told three, and charges on one for longer than a switch takes, has a vehicle that uses no more.
    private static func prove(
        _ used: PhaseCode?, _ der: Int, _ input: DispatchInput, elapsed: Duration, _ known: inout PhaseSwitch
    ) {
        let state = input.state.ders[der]
        guard known.isUnproven, known.isTold, !known.hasFailed(at: input.now.steady), let told = state.phasesTold,
            let command = state.command, command.standing == .confirmed,
            command.sentAt.steady >= told.sentAt.steady, used.map({ !$0.isEmpty }) ?? chargesUnseen(der, input)
        else { return }
        known.otherwiseFor += elapsed
        guard known.otherwiseFor >= completesWithin(der, input) else { return }
        known.otherwiseFor = .zero
        known.isUnproven = false
    }

    private static func completesWithin(_ der: Int, _ input: DispatchInput) -> Duration {
        input.model.feeder.ders[der].phaseSwitching?.completesWithin ?? .zero
    }

    /// One that was on one phase, and is not known to be any longer, may be on three again.
    private static func watch(
        _ used: PhaseCode?, _ der: Int, _ input: DispatchInput, _ learned: DERMemory, _ known: inout PhaseSwitch
    ) {
        if known.isAssumed {
            let readKW = readSinceStart(der, input, known)
            if (used?.count ?? 0) > 1 || drawsMoreThanOne(readKW, known) {
                known.isDistrusted = true
                return fail(&known, input)
            }
            if readKW != nil { known.excessStops = 0 }
            known.noteStart(
                input.state.ders[der].allowed.importLimit, input.now.utc,
                isBelowExcess: readKW == nil && isBelowExcess(der, input))
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
        known.noteProof(learned)
        if known.phases < PhaseSwitch.all {
            known.isAssumed = learned.phasesInUse?.count != 1 && isSureByPause(der, input, known)
            if known.isAssumed || learned.phasesInUse?.count == 1 {
                known.isUnproven = false
                known.hasStarted = false
                known.start = nil
                known.excessStops = 0
                return known.enter(.settled, at: now)
            }
        } else if (used?.count ?? 0) > 1 {
            return known.enter(.settled, at: now)
        }
        let isOtherwise = used.map { !$0.isEmpty && ($0.count == 1) != (known.phases == 1) }
        guard isOtherwise ?? chargesUnseen(der, input) else { return }
        known.otherwiseFor += elapsed
        guard known.otherwiseFor >= completesWithin(der, input) else { return }
        // Three that nobody can see are counted all the same.
        guard used == nil, known.phases == PhaseSwitch.all else { return fail(&known, input) }
        known.isUnproven = true
        known.enter(.settled, at: now)
    }

    /// Whether it is measured to charge since its station was told, and nobody says on which phases.
    private static func chargesUnseen(_ der: Int, _ input: DispatchInput) -> Bool {
        let state = input.state.ders[der]
        guard let told = state.phasesTold, let reading = state.power, reading.sourceTime > told.sentAt.utc,
            let power = reading.live(at: input.now.steady)
        else { return false }
        return power.kilowatts > DemandEstimate.slack.kilowatts
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

    /// The reading of a charge since it was let start out of a pause, kW. One of the pause before, or of a stop after,
    /// says nothing.
    private static func readSinceStart(_ der: Int, _ input: DispatchInput, _ known: PhaseSwitch) -> Double? {
        guard let start = known.start, let reading = input.state.ders[der].power, reading.sourceTime > start.at,
            let power = reading.live(at: input.now.steady), power.kilowatts > PhaseBounds.noise
        else { return nil }
        return power.kilowatts
    }

    /// Whether one that is taken to have started on one phase draws more than that lets through: by a reading, or by
    /// what other meters show each time that it starts, and stops before there was a reading.
    private static func drawsMoreThanOne(_ readKW: Double?, _ known: PhaseSwitch) -> Bool {
        guard let start = known.start else { return false }
        guard let readKW else { return known.excessStops >= PhaseSwitch.mostExcessStops }
        let part = start.mostKW / Double(PhaseSwitch.all)
        return readKW > part * (1 + Obedience.tolerance.ofCommand) + Obedience.tolerance.kilowatts
    }

    /// Whether more than is permitted is imported somewhere above it.
    private static func isBelowExcess(_ der: Int, _ input: DispatchInput) -> Bool {
        input.model.index.path(from: Int(input.model.index.nodeOfDER[der])).contains {
            input.memory.nodes[$0].excessSince != nil && input.memory.nodes[$0].excessDirection == .import
        }
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

extension PhaseSwitch {
    /// Notes when one that a pause made sure starts, the most that it is let do, and whether it stops with an excess
    /// above it.
    fileprivate mutating func noteStart(_ allowed: ActivePower, _ now: UTCInstant, isBelowExcess: Bool) {
        let mayCharge = allowed > .zero
        if mayCharge {
            var noted = hasStarted ? start ?? Start(at: now) : Start(at: now)
            noted.mostKW = max(noted.mostKW, allowed.kilowatts)
            noted.isBelowExcess = noted.isBelowExcess || isBelowExcess
            start = noted
        } else if hasStarted, start?.isBelowExcess ?? false {
            excessStops += 1
        }
        hasStarted = mayCharge
    }

    /// Notes the first start after it was told one.
    fileprivate mutating func noteProof(_ learned: DERMemory) {
        guard provesSince == nil, phases < Self.all, learned.isAdmitted, let told = stageSince,
            let started = learned.admissionChangedAt, started >= told
        else { return }
        provesSince = started
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
