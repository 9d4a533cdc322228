// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation

/// An allocation for people: what binds, what cannot be met, what it costs.
struct AllocationTable {
    let instance: AllocationInstance
    let solver: AllocationSolver
    let status: AllocationStatus
    let cpuSeconds: Double

    /// Most rows of a table; the rest is in the JSON answer.
    private static let maximumRows = 20

    var text: String {
        ([summary] + binding + overloads).joined(separator: "\n")
    }

    private var summary: String {
        let tree = instance.tree
        return """
            \(tree.derCount) DERs, \(tree.nodeCount) nodes, \(tree.maximumDepth + 1) levels
            objective     \(Self.number(instance.objective(of: solver), decimals: 6))
            head flow     \(Self.number(solver.nodeFlowKW[0])) kW
            binding nodes \(solver.bindingCount)
            overloads     \(solver.overloads.count)
            CPU           \(Self.number(cpuSeconds * 1e3)) ms
            status        \(statusText)
            """
    }

    private var statusText: String {
        switch status {
        case .optimal: "optimal"
        case .inexact(let node, let unusedKW, let nodes):
            "limits hold, but \(nodes) node(s) leave room, most \(unusedKW) kW at node \(instance.tree.callerNode[node])"
        }
    }

    /// The nodes whose limits cost most: by shadow price, the difference to the parent's price.
    private var binding: [String] {
        let tree = instance.tree
        let rows = (0..<tree.nodeCount).map { ($0, solver.shadowPrice(ofNode: $0, in: instance.problem)) }
            .filter { $0.1 != 0 }
            .sorted { ($0.1.magnitude, $1.0) > ($1.1.magnitude, $0.0) }
        guard !rows.isEmpty else { return [] }
        return ["", "      node        flow kW       limit kW          price   shadow price"]
            + rows.prefix(Self.maximumRows).map { node, shadow in
                let bounds = solver.effectiveBoundsKW(ofNode: node)
                let columns = [
                    solver.nodeFlowKW[node], shadow > 0 ? bounds.upper : bounds.lower, solver.nodePrice[node], shadow,
                ]
                return Self.padded("\(tree.callerNode[node])", 10)
                    + columns.map { Self.padded(Self.number($0), 15) }.joined()
            } + Self.rest(rows.count)
    }

    private var overloads: [String] {
        let rows = instance.overloads(of: solver)
        guard !rows.isEmpty else { return [] }
        return ["", "      node   overload kW  limit"]
            + rows.prefix(Self.maximumRows).map {
                Self.padded("\($0.node)", 10) + Self.padded(Self.number($0.kW), 14) + "  " + $0.direction.rawValue
            } + Self.rest(rows.count)
    }

    private static func rest(_ count: Int) -> [String] {
        count > maximumRows ? ["       ... and \(count - maximumRows) more (--json has all)"] : []
    }

    private static func number(_ value: Double, decimals: Int = 3) -> String {
        String(format: "%.\(decimals)f", value + 0)  // no "-0"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
