// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation

/// An instance of `phases` in plain arrays with its answer, one JSON object a line, for those who solve it otherwise.
/// kW; nodes in preorder; each DER with its share of the three phases.
enum PhasesInstance {
    static func write(_ sizes: [String]) throws {
        for size in sizes.compactMap({ Int($0) }) {
            let problem = try SeededPhases.problem(size: size)
            var solver = PhaseAllocationSolver()
            let start = cpuSeconds()
            let status = solver.solve(problem)
            let milliseconds = (cpuSeconds() - start) * 1e3
            let fields: [String: Any] = [
                "parent": problem.tree.parent.map { Int($0) }, "node": nodes(problem.tree),
                "lo": problem.ders.map(\.lowerKW), "hi": problem.ders.map(\.upperKW),
                "ref": problem.ders.map(\.preferredKW), "tier": problem.ders.map(\.tier),
                "weightUp": problem.ders.map { 1 / $0.upKWPerPrice },
                "weightDown": problem.ders.map { 1 / $0.downKWPerPrice },
                "share": problem.shares.map { [$0.vector.a, $0.vector.b, $0.vector.c] },
                "totalLower": problem.nodes.map(\.total.lowerKW), "totalUpper": problem.nodes.map(\.total.upperKW),
                "lower": problem.nodes.map { [$0.lowerKW.a, $0.lowerKW.b, $0.lowerKW.c] },
                "upper": problem.nodes.map { [$0.upperKW.a, $0.upperKW.b, $0.upperKW.c] },
                "setpointsKW": solver.setpointsKW, "firstMs": milliseconds, "optimal": status == .optimal,
                "relativeGap": solver.certificate.relativeGap, "overloads": solver.overloads.count,
            ]
            FileHandle.standardOutput.write(try JSONSerialization.data(withJSONObject: fields) + Data([10]))
        }
    }

    private static func nodes(_ tree: AllocationTree) -> [Int] {
        (0..<tree.nodeCount).flatMap { node in
            Array(repeating: node, count: Int(tree.firstDER[node + 1] - tree.firstDER[node]))
        }
    }
}
