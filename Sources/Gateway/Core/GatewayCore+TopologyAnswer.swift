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
            let change = plan.setpoints[der].target - earlier.setpoints[old].target
            guard abs(change.watts) > 10 else { return nil }
            return AffectedDER(der: id, before: earlier.setpoints[old].target, after: plan.setpoints[der].target)
        }
    }

    private func infeasible() -> [TopologyAnswer.NodeExcess] {
        zip(plan?.nodes ?? [], model.feeder.nodes).flatMap { node, place in
            [(FlowDirection.import, node.importOverload), (.export, node.exportOverload)].compactMap { direction, by in
                by > .watts(10) ? TopologyAnswer.NodeExcess(node: place.id, direction: direction, by: by) : nil
            }
        }
    }

    /// Nodes beyond the limit that counts now, with every DER at its default (rule 5).
    private func silentExcess(now: Moment) -> [TopologyAnswer.NodeExcess] {
        guard let plan else { return [] }
        let unplaced = quarantine.counted(now: now)
        var found: [TopologyAnswer.NodeExcess] = []
        for (position, node) in model.feeder.nodes.enumerated() {
            let limits: [(FlowDirection, BindingLimit?)] = [
                (.import, plan.nodes[position].importLimit), (.export, plan.nodes[position].exportLimit),
            ]
            guard limits.contains(where: { $0.1 != nil }) else { continue }
            let silent = SilentFlow(model, node: position, state: state, unplacedImport: unplaced)
            for (direction, bound) in limits {
                guard let bound else { continue }
                let by = silent.overload(direction, limit: bound.limit)
                if by > .watts(10) {
                    found.append(TopologyAnswer.NodeExcess(node: node.id, direction: direction, by: by))
                }
            }
        }
        return found
    }
}
