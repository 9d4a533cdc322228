// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The uncontrolled load below a node on each phase, as an interval in kW.
struct PhaseLoad {
    var minimum = PhaseVector.zero
    var maximum = PhaseVector.zero
    /// See `BaseLoadEstimate.atOnce`.
    var atOnce = PhaseVector.zero

    /// Nothing.
    init() {}

    /// The load by difference where the node's meter measures phases, in the way of `BaseLoadEstimate`; else as it is
    /// known from below.
    ///
    /// - Parameter drawnOnPhases: what the DERs may be drawing on each phase; empty where no meter measures phases.
    init(
        _ unmetered: PhaseLoad, _ input: DispatchInput, _ node: Int, _ drawnOnPhases: [DrawnPowers], _ elapsed: Double,
        departed: ClosedRange<Double>?, _ memory: inout NodeMemory
    ) {
        self = unmetered
        for account in FlowAccount.phases { atOnce[account] = max(atOnce[account], maximum[account]) }
        guard let measured = input.liveMeterPhases(node) else {
            memory.phaseUncontrolledKW = nil
            memory.phaseUncontrolledLeastKW = nil
            return
        }
        var greatest = PhaseVector.zero
        var least = PhaseVector.zero
        for (account, powers) in zip(FlowAccount.phases, drawnOnPhases) {
            let meterKW = measured.value[account]
            var drawn = powers.sum(input.model.index.ders(below: node), meterTime: measured.sourceTime)
            // On which phase, nobody knows.
            if let departed { drawn.add(departed) }
            let known = (memory.phaseUncontrolledLeastKW?[account], memory.phaseUncontrolledKW?[account])
            let (low, high) = BaseLoadEstimate.estimate(
                known, meterKW, drawn, elapsed, else: (unmetered.minimum[account], unmetered.maximum[account]))
            least[account] = low
            greatest[account] = high
            let slack = BaseLoadEstimate.slack(meterKW)
            minimum[account] = min(low, high) - slack
            maximum[account] = max(low, high) + slack
            atOnce[account] = max(maximum[account], meterKW - drawn.readImport + slack)
        }
        memory.phaseUncontrolledKW = greatest
        memory.phaseUncontrolledLeastKW = least
    }

    /// A load declared by phase of which the total is known: a phase carries no more than the total less the least of the
    /// others. A total beyond what is declared is on all phases alike.
    init(_ declared: BaseLoad.ByPhase, leastKW: Double, mostKW: Double, on phases: PhaseCode) {
        let accounts = FlowAccount.phases.filter { $0.phase.map { phases.contains($0) } ?? false }
        let part = 1 / Double(max(accounts.count, 1))
        func least(_ account: FlowAccount) -> Double { account.phase.flatMap { declared.minimum[$0] }?.kilowatts ?? 0 }
        func most(_ account: FlowAccount) -> Double { account.phase.flatMap { declared.maximum[$0] }?.kilowatts ?? 0 }
        let sums = (least: accounts.reduce(0) { $0 + least($1) }, most: accounts.reduce(0) { $0 + most($1) })
        let beyond = (least: min(leastKW - sums.least, 0) * part, most: max(mostKW - sums.most, 0) * part)
        for account in accounts {
            let othersLeast = sums.least - least(account) + beyond.least * Double(accounts.count - 1)
            let othersMost = sums.most - most(account) + beyond.most * Double(accounts.count - 1)
            minimum[account] = max(least(account) + beyond.least, leastKW - othersMost)
            maximum[account] = min(most(account) + beyond.most, mostKW - othersLeast)
            maximum[account] = max(maximum[account], minimum[account])
        }
    }

    /// What is below each node on the way up the tree.
    struct Sums {
        private var phases: [PhaseLoad] = []
        private var totals: [(minimum: Double, maximum: Double)] = []
        private let model: DispatchModel

        init(_ input: DispatchInput) {
            model = input.model
            guard input.accounts.followsPhases else { return }
            phases = Array(repeating: PhaseLoad(), count: model.nodeCount)
            totals = Array(repeating: (0, 0), count: model.nodeCount)
        }

        /// The load of a node whose total is known: that of its children, and the rest as it is declared by phase, else
        /// alike on its phases.
        func load(_ node: Int, minimum: Double, maximum: Double) -> PhaseLoad {
            var load = phases[node]
            if let declared = model.feeder.nodes[node].baseLoad?.byPhase {
                let own = PhaseLoad(
                    declared, leastKW: minimum - totals[node].minimum,
                    // Less than the children may draw together says nothing of which of them draws it.
                    mostKW: max(maximum - totals[node].maximum, 0), on: model.feeder.nodes[node].phases)
                load.minimum.add(own.minimum)
                load.maximum.add(own.maximum)
                load.atOnce.add(own.maximum)
                return load
            }
            let own = model.feeder.nodes[node].phases
            let part = 1 / Double(max(own.count, 1))
            for account in FlowAccount.phases where account.phase.map({ own.contains($0) }) ?? false {
                load.minimum[account] += (minimum - totals[node].minimum) * part
                // Less than the children may draw together says nothing of which of them draws it.
                let own = max(maximum - totals[node].maximum, 0) * part
                load.maximum[account] += own
                load.atOnce[account] += own
            }
            return load
        }

        /// Adds the load of a node to its parent's.
        mutating func add(_ node: Int, _ load: PhaseLoad, minimum: Double, maximum: Double) {
            let parent = Int(model.index.parent[node])
            guard parent >= 0 else { return }
            phases[parent].minimum.add(load.minimum)
            phases[parent].maximum.add(load.maximum)
            phases[parent].atOnce.add(load.atOnce)
            totals[parent].minimum += minimum
            totals[parent].maximum += maximum
        }
    }
}

extension DispatchInput {
    /// The reading of a node's meter by phase, while it is live.
    func liveMeterPhases(_ node: Int) -> Measured<PhaseVector>? {
        guard model.phases.isFollowed[node], let power = state.meters[node].phasePowerKW else { return nil }
        if !settings.guards.contains(.staleness) { return power }
        return power.isLive(at: now.steady) ? power : nil
    }
}
