// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Testing

@Suite("Sharing by filling: properties")
struct FillingPropertyTests {
    @Test("with one account it is the scalar allocation", arguments: Nastiness.allCases)
    func equalsScalar(_ nastiness: Nastiness) throws {
        var solver = FillingSolver()
        var worst = 0.0
        for seed in 0..<40 as Range<UInt64> {
            for size in [3, 40, 400] {
                var plain = PlainInstance.random(nastiness, size: size, seed: seed)
                plain.headPrice = 0
                let scalar = try plain.solve()
                let account = FlowAccount.allCases[Int(seed) % FlowAccount.allCases.count]
                let answer = try FillingAnswer(FillingInstance(plain, in: account), with: &solver)
                for (ours, theirs) in zip(answer.setpoints, scalar.setpoints) {
                    worst = max(worst, (ours - theirs).magnitude)
                }
                let label = Comment(rawValue: "\(nastiness) \(size) \(seed)")
                #expect(worst < 1e-9, label)
                #expect((answer.status == .exact) == (scalar.status == .optimal), label)
                // What the scalar solver's flows pass; where limits cross it counts them by its relaxed bounds.
                for (node, flow) in scalar.flow.enumerated() {
                    let excess = max(0, flow - plain.upper[node], plain.lower[node] - flow)
                    let ours = answer.overloads.filter { $0.node == node }.map(\.kW).max() ?? 0
                    #expect((ours - excess).magnitude < 2e-9, label)
                }
            }
        }
        print("filling: \(nastiness), largest difference to the scalar allocation \(worst) kW")
    }
}

extension FillingInstance {
    /// The same problem in one account, where each DER counts with all its power.
    init(_ plain: PlainInstance, in account: FlowAccount) {
        for at in plain.parent.indices {
            addNode(parent: plain.parent[at])
            fixed[at][account.rawValue] = plain.fixed[at]
            bound(at, account, upper: plain.upper[at], lower: plain.lower[at])
        }
        var shares = [Double](repeating: 0, count: Self.accounts)
        shares[account.rawValue] = 1
        for der in plain.node.indices {
            addDER(
                at: plain.node[der], shares: shares, from: plain.lo[der], to: plain.hi[der], ref: plain.ref[der],
                up: plain.weightUp[der], down: plain.weightDown[der], tier: plain.tier[der])
        }
    }
}
