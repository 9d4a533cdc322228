// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Which phases a vehicle uses of those its outlet has: the vehicle decides, and only measured currents tell.
///
/// An outlet counts on all its phases until the same ones of them have carried nothing for a while (`seenFor`), while
/// the others carried a current that charges. What then appears on another phase, or a new vehicle, brings all of them
/// back at once: the worst case is reserved until the better one is seen, and again as soon as it is no longer.
enum PhaseUse {
    /// How long it must be seen: some readings of a station that reports every 10 s.
    static let seenFor = Duration.seconds(30)
    /// By how much a reading of the whole may be younger: stations tell both every 10 s or so.
    static let wholeIsYoungerBy = Duration.seconds(15)
    /// Parts of the least current that charges: from one on a phase is in use, below the other it is not.
    static let parts = (used: 0.5, unused: 0.1)

    /// The vehicles that are known to use fewer phases than their outlet has, by DER.
    static func known(_ model: DispatchModel, _ memory: DispatchMemory) -> [(der: Int, phases: PhaseCode)] {
        model.evses.compactMap { der in memory.ders[der].phasesInUse.map { (der, $0) } }
    }

    /// Learns from what is measured by phase.
    static func revise(_ input: DispatchInput, _ memory: inout DispatchMemory) {
        // Who is told kilowatts converts them to currents himself: on fewer phases they are larger ones.
        for der in input.model.evses where input.model.phaseCount[der] > 1 && input.model.isToldAmperes[der] {
            guard input.isToldAmperes(der), let power = evidence(der, input, memory) else {
                memory.ders[der].forgetPhases()
                continue
            }
            memory.ders[der].phasesOfTransaction = input.state.ders[der].transactionStart
            revise(der, power, input, &memory.ders[der])
        }
    }

    /// What is measured by phase of the vehicle that is there; nil where nothing is that could be believed: a reading of
    /// the whole that is younger may have been of other phases.
    private static func evidence(_ der: Int, _ input: DispatchInput, _ memory: DispatchMemory) -> PhaseVector? {
        if let from = memory.ders[der].phasesLearnedFrom, input.now.steady < from { return nil }
        if memory.ders[der].phasesSeen != nil,
            memory.ders[der].phasesOfTransaction != input.state.ders[der].transactionStart
        {
            return nil
        }
        return measured(der, input)
    }

    /// What is measured by phase now, kW; nil where nothing is, or something younger says only the whole.
    static func measured(_ der: Int, _ input: DispatchInput) -> PhaseVector? {
        guard input.state.ders[der].link == .online, input.state.ders[der].plug == .occupied,
            let measured = input.state.ders[der].phasePowerKW, let power = measured.live(at: input.now.steady)
        else { return nil }
        if let whole = input.state.ders[der].power, whole.sourceTime - measured.sourceTime > wholeIsYoungerBy {
            return nil
        }
        return power
    }

    /// The phases that carry a current that charges, none in a pause; nil where one carries neither that nor nothing.
    static func used(_ der: Int, _ power: PhaseVector, _ input: DispatchInput) -> PhaseCode? {
        guard case .evse(let evse) = input.model.feeder.ders[der].unit else { return nil }
        let all = input.model.feeder.ders[der].phases
        let least = evse.minimumCharge.kilowatts / input.model.phaseCount[der]
        var used: PhaseCode = []
        for account in FlowAccount.phases {
            guard let phase = account.phase, all.contains(phase) else { continue }
            let kW = abs(power[account])
            if kW > parts.used * least {
                used.insert(phase)
            } else if kW > parts.unused * least {
                return nil
            }
        }
        return used
    }

    private static func revise(_ der: Int, _ power: PhaseVector, _ input: DispatchInput, _ memory: inout DERMemory) {
        // Neither in use nor out of it: nothing is known.
        guard let used = used(der, power, input) else { return memory.forgetPhases() }
        let all = input.model.feeder.ders[der].phases
        // A pause says nothing of what comes after it.
        guard !used.isEmpty else { return }
        guard used != all else { return memory.forgetPhases() }
        if let known = memory.phasesInUse, known != used { memory.forgetPhases() }
        guard memory.phasesInUse == nil else { return }
        if memory.phasesSeen != used {
            memory.phasesSeen = used
            memory.phasesSeenSince = input.now.steady
        }
        guard let since = memory.phasesSeenSince, input.now.steady - since >= seenFor else { return }
        memory.phasesInUse = used
    }
}

extension PhaseVector {
    /// The value on the phase of an account.
    subscript(account: FlowAccount) -> Double {
        get {
            switch account {
            case .a: a
            case .b: b
            case .c: c
            case .total, .equivalent: sum
            }
        }
        set {
            switch account {
            case .a: a = newValue
            case .b: b = newValue
            case .c: c = newValue
            case .total, .equivalent: break
            }
        }
    }
}

extension DERMemory {
    /// All phases count again.
    mutating func forgetPhases() {
        phasesInUse = nil
        phasesSeen = nil
        phasesSeenSince = nil
    }
}
