// SPDX-License-Identifier: Apache-2.0

import GridModel

extension Decision {
    /// What each node carries, what bounds it and what caution withholds there; plain kW, not three-phase equivalents.
    func nodePlans() -> [NodePlan] {
        let sums = nodeSums()
        let byPhase = phasePlans()
        return (0..<input.model.nodeCount).map { node in
            let unplaced = node == 0 ? input.unplacedImport.kilowatts : 0
            return NodePlan(
                measured: input.liveMeter(node)?.value,
                countedImport: .kilowatts(base.maximum[node] + (sums[node].imports + unplaced)),
                countedExport: .kilowatts(base.minimum[node] + sums[node].exports),
                importLimit: limits.importLimit[node], exportLimit: limits.exportLimit[node],
                setAside: limits.setAside[node], withheld: withheld(node, sums[node]),
                price: shadowPrice(node),
                importOverload: .kilowatts(importOverload(node)),
                exportOverload: .kilowatts(exportOverload(node)), ladder: memory.nodes[node].stage,
                byPhase: byPhase[node])
        }
    }

    /// What the limit of a node adds to the price there, in the account where it adds most.
    private func shadowPrice(_ node: Int) -> Double {
        var price = 0.0
        for slot in input.accounts.kept.indices {
            let own = shadowPrice(ofRow: slot * input.model.nodeCount + node)
            if own.magnitude > price.magnitude { price = own }
        }
        return price
    }

    /// What the limit of a node adds to the price of an account there.
    func shadowPrice(ofRow row: Int) -> Double {
        guard !target.prices.isEmpty else { return 0 }
        let node = input.accounts.node(ofRow: row)
        let parent = Int(input.model.index.parent[node])
        return target.prices[row] - (parent >= 0 ? target.prices[row - node + parent] : 0)
    }

    /// What no setpoint can avoid beyond the limit itself, in the account where it is most: margin, reserve and trim may
    /// be overdrawn without that. kW.
    private func importOverload(_ node: Int) -> Double {
        input.accounts.kept.enumerated().reduce(0) { worst, entry in
            let row = entry.offset * input.model.nodeCount + node
            guard target.importOverloadKW[row] > 0 else { return worst }
            let bound = limits.bound(entry.element, node, .import, input)
            let margin = bound?.margin.kilowatts ?? 0
            let scale = entry.element == .equivalent ? input.model.nodeScale[node] : 1
            let caution = margin + (room.reserve[row] + room.trimmed[row]) / scale
            return max(worst, target.importOverloadKW[row] - caution)
        }
    }

    private func exportOverload(_ node: Int) -> Double {
        input.accounts.kept.indices.reduce(0) { max($0, target.exportOverloadKW[$1 * input.model.nodeCount + node]) }
    }

    /// kW of the whole account at a node per kW there.
    private func scale(_ node: Int) -> Double { input.accounts.followsPhases ? 1 : input.model.nodeScale[node] }

    /// What the DERs below each node count for, draw and withhold. For each, what it counts for is what it draws, and
    /// what is withheld: `counted = drawn + notReadBack + unused`, or `drawn + unreachable` where it cannot be commanded.
    private func nodeSums() -> [NodeSums] {
        let model = input.model
        let wholeAccount = input.accounts.kept[input.accounts.wholeSlot]
        var sums = [NodeSums](repeating: NodeSums(), count: model.nodeCount)
        for der in 0..<model.derCount {
            let counts = countedImportKW[der]
            let reading = input.drawnKW(der) ?? 0
            let real = input.accounts.realShare(der)
            let whole = input.accounts.shares[der][wholeAccount]
            var own = NodeSums()
            own.imports = counts * real
            own.exports = min(counted.exportKW[der], powerKW[der]) * real
            own.countedWhole = counts * whole
            own.drawn = reading * real
            if ranges[der].participates {
                own.targets = max(target.targetKW[der], ranges[der].floor) * whole
            }
            if !isCommanded(der) {
                own.unreachable = (counts - reading) * real
            } else {
                let isFollowed = counts <= max(powerKW[der], reading)
                let may = isFollowed ? counts : max(powerKW[der], reading)
                own.notReadBack = (counts - may) * real
                own.unused = (may - reading) * real
            }
            sums[Int(model.index.nodeOfDER[der])].add(own)
        }
        addUncommanded(to: &sums, wholeAccount)
        for node in stride(from: model.nodeCount - 1, to: 0, by: -1) {
            sums[Int(model.index.parent[node])].add(sums[node])
        }
        return sums
    }

    /// Adds what left the feeder or stands nobody knows where.
    private func addUncommanded(to sums: inout [NodeSums], _ wholeAccount: FlowAccount) {
        for gone in input.departed {
            let counts = gone.band.importLimit.kilowatts
            sums[gone.node].imports += counts
            sums[gone.node].exports -= gone.band.exportLimit.kilowatts
            sums[gone.node].unreachable += counts
            sums[gone.node].countedWhole += counts * gone.shares[wholeAccount]
        }
        sums[0].unreachable += input.unplacedImport.kilowatts
    }

    private func withheld(_ node: Int, _ sums: NodeSums) -> Withheld {
        let scale = scale(node)
        let row = input.accounts.wholeRow(node)
        var withheld = Withheld()
        withheld.margin = limits.importLimit[node]?.margin ?? .zero
        withheld.assumedBaseLoad = .kilowatts(assumedBaseLoad(node, drawnKW: sums.drawn))
        withheld.plugInReserve = .kilowatts(room.reserve[row] / scale)
        withheld.unreachable = .kilowatts(sums.unreachable)
        withheld.notReadBack = .kilowatts(sums.notReadBack)
        withheld.unused = .kilowatts(sums.unused)
        withheld.singlePhase = .kilowatts(max(sums.countedWhole / scale - sums.imports, 0))
        withheld.trim = .kilowatts(memory.nodes[node].excessDirection == .export ? 0 : memory.nodes[node].trimKW)
        let left = (room.importRoom[row] - sums.targets) / scale
        if left > 0, left < .infinity, admission.waitsBelow[node] { withheld.belowMinimumStep = .kilowatts(left) }
        return withheld
    }

    /// Base load beyond what is measured, and the losses that no meter sees; kW.
    private func assumedBaseLoad(_ node: Int, drawnKW: Double) -> Double {
        if let meter = input.liveMeter(node) {
            return max(base.maximum[node] - (meter.value.kilowatts - drawnKW), 0)
        }
        let usable = limits.importLimit[node]?.usable.kilowatts ?? 0
        let losses = usable * input.model.lossShare[node]
        return base.maximum[node] - base.minimum[node] + losses
    }

    /// What people should know now.
    func alarms(_ plans: [NodePlan]) -> [DispatchAlarm] {
        var alarms: [DispatchAlarm] = []
        // By position: nodes, DERs and plans are wide, and few are in alarm.
        let feeder = input.model.feeder
        for node in plans.indices {
            if plans[node].importOverload > .zero {
                let by = plans[node].importOverload
                alarms.append(.infeasible(node: feeder.nodes[node].id, direction: .import, by: by))
            }
            if plans[node].exportOverload > .zero {
                let by = plans[node].exportOverload
                alarms.append(.infeasible(node: feeder.nodes[node].id, direction: .export, by: by))
            }
        }
        for node in plans.indices {
            let stage = memory.nodes[node].stage
            if stage > .none || memory.nodes[node].isLatched {
                let direction = memory.nodes[node].excessDirection ?? .import
                let by = excess(node, direction)
                alarms.append(.excess(node: feeder.nodes[node].id, direction: direction, by: by, stage: stage))
            }
            if feeder.nodes[node].hasMeter, input.liveMeter(node) == nil {
                alarms.append(.meterSilent(node: feeder.nodes[node].id))
            }
        }
        for der in powerKW.indices where memory.ders[der].isDisobeying(at: input.now.steady) {
            // As they flow: both are what its outlet would carry with all phases in use.
            let real = input.accounts.realShare(der)
            alarms.append(
                .disobeying(
                    der: feeder.ders[der].id, commanded: (input.state.ders[der].command?.power ?? .zero) * real,
                    measured: .kilowatts((input.livePowerKW(der) ?? counted.importKW[der]) * real)))
        }
        return alarms
    }

    /// The excess that is being answered: in total, or on the phase that it is on.
    private func excess(_ node: Int, _ direction: FlowDirection) -> ActivePower {
        let account = memory.nodes[node].excessAccount
        if account.phase != nil, let phases = input.liveMeterPhases(node)?.value,
            let limit = limits.bound(account, node, direction, input)
        {
            let flow = direction == .import ? phases[account] : -phases[account]
            return max(.kilowatts(flow) - limit.limit, .zero)
        }
        let measured = input.liveMeter(node)?.value ?? .zero
        switch direction {
        case .import: return max(measured - (limits.importLimit[node]?.limit ?? measured), .zero)
        case .export: return max(-measured - (limits.exportLimit[node]?.limit ?? -measured), .zero)
        }
    }
}
