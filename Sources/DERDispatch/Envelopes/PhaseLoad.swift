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
    init(
        _ unmetered: PhaseLoad, _ input: DispatchInput, _ node: Int, _ counted: CountedPower, _ elapsed: Double,
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
        for account in FlowAccount.phases {
            let meterKW = measured.value[account]
            var drawn = DrawnPower.sum(input, account, below: node, meterTime: measured.sourceTime, counted)
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

        /// The load of a node whose total is known: that of its children, and the rest alike on its phases.
        func load(_ node: Int, minimum: Double, maximum: Double) -> PhaseLoad {
            var load = phases[node]
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
