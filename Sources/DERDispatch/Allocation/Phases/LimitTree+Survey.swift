// SPDX-License-Identifier: Apache-2.0

extension LimitTree {
    /// Children first: what each subtree can reach, limits relaxed where it cannot keep them (phases before the total,
    /// the total before unbalance, lower nodes before upper ones), and the limits that can bind.
    mutating func survey(_ problem: PhaseAllocationProblem, _ open: inout [PhaseReach]) {
        rows.removeAll(keepingCapacity: true)
        let tree = problem.tree
        for node in stride(from: tree.nodeCount - 1, through: 0, by: -1) {
            let level = Int(tree.depth[node])
            var reach = open[level + 1]
            open[level + 1] = PhaseReach()
            let bounds = problem.nodes[node]
            reach.add(fixedKW: bounds.fixedKW)
            for der in Int(tree.firstDER[node])..<Int(tree.firstDER[node + 1]) {
                reach.add(problem.totals.ders[der], problem.shares[der])
            }
            if bounds.isLimited { keepRows(of: node, bounds, &reach) }
            open[level].add(reach)
        }
        open[0] = PhaseReach()
        rows.reverse()
        build(on: tree)
    }

    private mutating func keepRows(of node: Int, _ bounds: PhaseFlowBounds, _ reach: inout PhaseReach) {
        reach.tighten()
        for flow in LimitedFlow.allCases {
            let given = bounds.boundsKW(of: flow)
            guard given.lower > -.infinity || given.upper < .infinity else { continue }
            if flow == .total { reach.tighten() }
            var relaxed = reach.relax(flow, given)
            let idle = reach.never(flow, passes: relaxed)
            if idle.lower { relaxed.dropLower() }
            if idle.upper { relaxed.dropUpper() }
            if !(idle.lower && idle.upper) { rows.append(LimitRow(node: node, flow: flow, bounds: relaxed)) }
        }
        reach.tighten()
    }
}

extension PhaseFlowBounds {
    /// Whether there is any limit.
    @inline(__always)
    var isLimited: Bool {
        total.upperKW < .infinity || total.lowerKW > -.infinity || unbalanceKW < .infinity
            || min(upperKW.a, upperKW.b, upperKW.c) < .infinity || max(lowerKW.a, lowerKW.b, lowerKW.c) > -.infinity
    }
}
