// SPDX-License-Identifier: Apache-2.0

import GridModel

extension Decision {
    /// What each node carries, what bounds it and what caution withholds there; plain kW, not three-phase equivalents.
    func nodePlans() -> [NodePlan] {
        let model = input.model
        let sums = withheldSums()
        var imports = [Double](repeating: 0, count: model.nodeCount)
        var exports = imports
        for der in 0..<model.derCount {
            let real = input.accounts.realShare(der)
            imports[Int(model.index.nodeOfDER[der])] += countedImportKW[der] * real
            exports[Int(model.index.nodeOfDER[der])] += min(counted.exportKW[der], powerKW[der]) * real
        }
        for gone in input.departed {
            imports[gone.node] += gone.band.importLimit.kilowatts
            exports[gone.node] -= gone.band.exportLimit.kilowatts
        }
        model.sumUp(nodes: &imports)
        model.sumUp(nodes: &exports)
        imports[0] += input.unplacedImport.kilowatts
        let byPhase = phasePlans()
        return (0..<model.nodeCount).map { node in
            NodePlan(
                measured: input.liveMeter(node)?.value,
                countedImport: .kilowatts(base.maximum[node] + imports[node]),
                countedExport: .kilowatts(base.minimum[node] + exports[node]),
                importLimit: limits.importLimit[node], exportLimit: limits.exportLimit[node],
                setAside: limits.setAside[node], withheld: withheld(node, sums),
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

    private struct WithheldSums {
        var unreachable: [Double]
        var notReadBack: [Double]
        var unused: [Double]
        var counted: [Double]
        var countedEquivalent: [Double]
        var drawn: [Double]
        var targets: [Double]
    }

    /// What each DER withholds, added up the tree. For each, what it counts for is what it draws, and what is withheld:
    /// `counted = drawn + notReadBack + unused`, or `drawn + unreachable` where it cannot be commanded.
    private func withheldSums() -> WithheldSums {
        let model = input.model
        let empty = [Double](repeating: 0, count: model.nodeCount)
        var sums = WithheldSums(
            unreachable: empty, notReadBack: empty, unused: empty, counted: empty, countedEquivalent: empty,
            drawn: empty,
            targets: empty)
        for der in 0..<model.derCount {
            let node = Int(model.index.nodeOfDER[der])
            let counts = countedImportKW[der]
            let reading = input.drawnKW(der) ?? 0
            let real = input.accounts.realShare(der)
            let whole = input.accounts.shares[der][input.accounts.kept[input.accounts.wholeSlot]]
            sums.counted[node] += counts * real
            sums.countedEquivalent[node] += counts * whole
            sums.drawn[node] += reading * real
            if ranges[der].participates {
                sums.targets[node] += max(target.targetKW[der], ranges[der].floor) * whole
            }
            if !isCommanded(der) {
                sums.unreachable[node] += (counts - reading) * real
            } else {
                let isFollowed = counts <= max(powerKW[der], reading)
                let may = isFollowed ? counts : max(powerKW[der], reading)
                sums.notReadBack[node] += (counts - may) * real
                sums.unused[node] += (may - reading) * real
            }
        }
        for gone in input.departed {
            let counts = gone.band.importLimit.kilowatts
            sums.unreachable[gone.node] += counts
            sums.counted[gone.node] += counts
            sums.countedEquivalent[gone.node] +=
                counts * gone.shares[input.accounts.kept[input.accounts.wholeSlot]]
        }
        sums.unreachable[0] += input.unplacedImport.kilowatts
        model.sumUp(nodes: &sums.unreachable)
        model.sumUp(nodes: &sums.notReadBack)
        model.sumUp(nodes: &sums.unused)
        model.sumUp(nodes: &sums.counted)
        model.sumUp(nodes: &sums.countedEquivalent)
        model.sumUp(nodes: &sums.drawn)
        model.sumUp(nodes: &sums.targets)
        return sums
    }

    private func withheld(_ node: Int, _ sums: WithheldSums) -> Withheld {
        let scale = scale(node)
        let row = input.accounts.wholeRow(node)
        var withheld = Withheld()
        withheld.margin = limits.importLimit[node]?.margin ?? .zero
        withheld.assumedBaseLoad = .kilowatts(assumedBaseLoad(node, sums))
        withheld.plugInReserve = .kilowatts(room.reserve[row] / scale)
        withheld.unreachable = .kilowatts(sums.unreachable[node])
        withheld.notReadBack = .kilowatts(sums.notReadBack[node])
        withheld.unused = .kilowatts(sums.unused[node])
        withheld.singlePhase = .kilowatts(max(sums.countedEquivalent[node] / scale - sums.counted[node], 0))
        withheld.trim = .kilowatts(memory.nodes[node].excessDirection == .export ? 0 : memory.nodes[node].trimKW)
        let left = (room.importRoom[row] - sums.targets[node]) / scale
        if left > 0, left < .infinity, admission.waitsBelow[node] { withheld.belowMinimumStep = .kilowatts(left) }
        return withheld
    }

    /// Base load beyond what is measured, and the losses that no meter sees; kW.
    private func assumedBaseLoad(_ node: Int, _ sums: WithheldSums) -> Double {
        if let meter = input.liveMeter(node) {
            return max(base.maximum[node] - (meter.value.kilowatts - sums.drawn[node]), 0)
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
            alarms.append(
                .disobeying(
                    der: feeder.ders[der].id, commanded: input.state.ders[der].command?.power ?? .zero,
                    measured: .kilowatts(
                        (input.livePowerKW(der) ?? counted.importKW[der]) * input.accounts.realShare(der))))
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
