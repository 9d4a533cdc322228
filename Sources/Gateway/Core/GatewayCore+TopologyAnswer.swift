// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

extension GatewayCore {
    /// What is different since then, and what it means: both with their plans.
    func answer(since before: GatewayCore, now: Moment) -> TopologyAnswer {
        let names = Set(model.feeder.ders.map(\.id))
        return TopologyAnswer(
            version: topology.number,
            differences: FeederDifference.all(from: before.model.feeder, to: model.feeder),
            affected: affected(since: before), infeasible: infeasible(), silentExcess: silentExcess(now: now),
            strayLimits: strayLimits.compactMap { limits.limits[$0] },
            departing: before.model.feeder.ders.map(\.id).filter { !names.contains($0) })
    }

    /// DERs whose target is another.
    private func affected(since before: GatewayCore) -> [AffectedDER] {
        guard let plan, let earlier = before.plan else { return [] }
        return model.feeder.ders.indices.compactMap { der in
            let id = model.feeder.ders[der].id
            guard let old = before.model.index.derPosition[id] else { return nil }
            return AffectedDER(id, before: earlier.setpoints[old].target, after: plan.setpoints[der].target)
        }
    }

    private func infeasible() -> [TopologyAnswer.NodeExcess] {
        zip(plan?.nodes ?? [], model.feeder.nodes).flatMap { node, place in
            [(FlowDirection.import, node.importOverload), (.export, node.exportOverload)].compactMap { direction, by in
                TopologyAnswer.NodeExcess(place.id, direction, by: by)
            }
        }
    }

    /// Nodes beyond the limit that counts now, with every DER at its default (rule 5).
    private func silentExcess(now: Moment) -> [TopologyAnswer.NodeExcess] {
        let unplaced = quarantine.counted(now: now)
        let effective = Dictionary(grouping: limits.effective(at: now), by: \.node)
        var found: [TopologyAnswer.NodeExcess] = []
        for (position, node) in model.feeder.nodes.enumerated() {
            let silent = SilentFlow(model, node: position, state: state, unplacedImport: unplaced)
            for direction in FlowDirection.allCases {
                let over = silent.overload(direction, under: effective[node.id] ?? [])
                let excess = TopologyAnswer.NodeExcess(
                    node.id, direction, by: over.power, current: over.current, phase: over.phase)
                if let excess { found.append(excess) }
            }
        }
        return found
    }
}
