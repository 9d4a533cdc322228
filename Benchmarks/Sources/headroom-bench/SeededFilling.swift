// SPDX-License-Identifier: Apache-2.0

import DERDispatch

/// The congested feeder of `SeededInstance` as a problem of sharing by filling.
enum SeededFilling {
    /// All DERs on three phases, limits of totals alone: the scalar allocation's own problem.
    static func totals(size: Int) throws -> FillingProblem {
        let scalar = try SeededInstance.problem(size: size)
        let third = 1.0 / 3
        let all = AccountShares(a: third, b: third, c: third, total: 1, equivalent: 1)
        return try FillingProblem(
            tree: scalar.tree, bounds: [[], [], [], scalar.nodes, []], ders: scalar.ders,
            shares: Array(repeating: all, count: scalar.tree.derCount))
    }

    /// A third of the DERs on one phase, unevenly; each node with limits of the total and of each phase, the latter a
    /// third of the total's and up to half as much again.
    static func phases(size: Int, isImportOnly: Bool = false) throws -> FillingProblem {
        let scalar = try SeededInstance.problem(size: size)
        var random = SplitMix64(state: UInt64(size) &+ 2)
        let third = 1.0 / 3
        let shares = scalar.ders.map { _ -> AccountShares in
            var phase = [third, third, third]
            if Int.random(in: 0..<3, using: &random) == 0 {
                phase = [0, 0, 0]
                phase[[0, 0, 1, 2][Int.random(in: 0..<4, using: &random)]] = 1
            }
            return AccountShares(a: phase[0], b: phase[1], c: phase[2], total: 1, equivalent: 3 * (phase.max() ?? 1))
        }
        var bounds: [[FlowBounds]] = [[], [], [], [], []]
        for node in scalar.nodes {
            for account in FlowAccount.allCases where account != .equivalent {
                let part = account == .total ? 1 : Double.random(in: 1...1.5, using: &random) / 3
                let limit = node.upperKW * part
                bounds[account.rawValue].append(
                    try FlowBounds(lowerKW: isImportOnly ? -.infinity : -limit, upperKW: limit, fixedKW: 0))
            }
        }
        return try FillingProblem(tree: scalar.tree, bounds: bounds, ders: scalar.ders, shares: shares)
    }
}
