// SPDX-License-Identifier: Apache-2.0

public import GridModel

extension DispatchMemory {
    /// What is remembered, on a feeder that changed: credits, turns, who disobeyed and how far the ladders climbed stay
    /// with their DERs and nodes.
    ///
    /// What is estimated of a node holds only while the same hangs below it and the same meter measures it. After a
    /// change, as after a start, nothing is raised for a moment (rule 9): what happens at the change are downs.
    public func carried(
        over change: FeederChange, to model: DispatchModel, now: MonotonicInstant
    ) -> DispatchMemory {
        var memory = DispatchMemory(model, startedAt: change.isNothing ? startedAt : now)
        memory.turnsGivenAt = turnsGivenAt
        memory.lastTick = lastTick
        for (der, before) in change.oldDER.enumerated() {
            if let before {
                memory.ders[der] = ders[before]
                carryPhases(from: before, to: der, model, &memory, now: now)
            } else if let former = change.formerDER[der] {
                memory.ders[der] = ders[former].renewed
                guard model.switchers.contains(der), var known = phaseSwitches[former] else { continue }
                known.reset(nil)
                known.isUnproven = true
                memory.phaseSwitches[der] = known
            }
        }
        for (node, before) in change.oldNode.enumerated() {
            guard let before else { continue }
            memory.nodes[node] = nodes[before]
            guard change.hasOtherContents[node] || change.hasOtherMeter[node] else { continue }
            memory.nodes[node].uncontrolledKW = nil
            memory.nodes[node].uncontrolledLeastKW = nil
            memory.nodes[node].phaseUncontrolledKW = nil
            memory.nodes[node].phaseUncontrolledLeastKW = nil
            memory.nodes[node].excessSince = nil
        }
        return memory
    }

    /// One that may no longer be told how many phases to use goes back to three, and counts on them at once.
    private func carryPhases(
        from before: Int, to der: Int, _ model: DispatchModel, _ memory: inout DispatchMemory, now: MonotonicInstant
    ) {
        guard let known = phaseSwitches[before] else { return }
        if model.switchers.contains(der) {
            memory.phaseSwitches[der] = known
        } else if known.phases < PhaseSwitch.all || known.isUncertain {
            memory.ders[der].forgetPhases()
            memory.ders[der].phasesLearnedFrom = now + known.completesWithin
        }
    }
}

extension DERMemory {
    /// What stays with the name where a DER is set up anew or comes back: what it is owed and was cut, the day's
    /// writes, and that it does not obey. What was learned of its power is learned again.
    public var renewed: DERMemory {
        var memory = DERMemory()
        memory.creditKWh = creditKWh
        memory.cutKWh = cutKWh
        memory.disobedientUntil = disobedientUntil
        memory.writeDay = writeDay
        memory.writes = writes
        memory.storage.throughput = storage.throughput
        return memory
    }
}
