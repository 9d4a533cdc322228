// SPDX-License-Identifier: Apache-2.0

import DERDispatch

/// The congested feeder of `SeededInstance` with phases: single-phase DERs spread unevenly, a limit on each phase.
enum SeededPhases {
    static func problem(size: Int) throws -> PhaseAllocationProblem {
        let totals = try SeededInstance.problem(size: size)
        var random = SplitMix64(state: UInt64(size) &+ 1)
        let single: [PhaseShare] = [.a, .a, .b, .c]
        let shares: [PhaseShare] = totals.ders.map { response in
            guard response.upperKW < 11 else { return .abc }
            return single[Int.random(in: 0..<single.count, using: &random)]
        }
        let nodes = try totals.nodes.map { bounds in
            // A third of the node's limit each, and a little more.
            let phase = bounds.upperKW / 3 * Double.random(in: 1...1.5, using: &random)
            return try PhaseFlowBounds(
                totalLowerKW: bounds.lowerKW, totalUpperKW: bounds.upperKW, lowerKW: PhaseVector(repeating: -phase),
                upperKW: PhaseVector(repeating: phase))
        }
        return try PhaseAllocationProblem(tree: totals.tree, nodes: nodes, ders: totals.ders, shares: shares)
    }

    /// The same with loads moved a little, as from one tick to the next.
    static func jittered(_ problem: PhaseAllocationProblem, seed: UInt64) throws -> PhaseAllocationProblem {
        var random = SplitMix64(state: seed)
        var moved = problem
        for node in problem.nodes.indices where Int.random(in: 0..<4, using: &random) == 0 {
            let bounds = problem.nodes[node]
            let load = Double.random(in: -0.01...0.01, using: &random) * bounds.total.upperKW
            moved[node: node] = try PhaseFlowBounds(
                totalLowerKW: bounds.total.lowerKW, totalUpperKW: bounds.total.upperKW, lowerKW: bounds.lowerKW,
                upperKW: bounds.upperKW, fixedKW: PhaseVector(a: load, b: load / 2, c: 0))
        }
        return moved
    }
}
