// SPDX-License-Identifier: Apache-2.0

@testable import DERDispatch
import TestSupport
import Testing

@Suite("Sharing by filling: properties")
struct FillingPropertyTests {
    private static let sizes = [(1, 60), (4, 60), (25, 40), (150, 10), (600, 1)]

    private func each(
        _ kind: FillingInstance.Kind, _ body: (FillingInstance, UInt64, Comment) throws -> Void
    ) rethrows {
        for (size, seeds) in Self.sizes {
            for seed in 0..<UInt64(seeds) {
                try body(.random(kind, size: size, seed: seed), seed, "\(kind), \(size) DERs, seed \(seed)")
            }
        }
    }

    @Test(
        "every DER is at its answer to the price of a full bound, and no bound is passed",
        arguments: FillingInstance.Kind.allCases)
    func isCertified(_ kind: FillingInstance.Kind) throws {
        var solver = FillingSolver()
        var (most, sum, count, unsettled) = (0, 0, 0, 0)
        try each(kind) { instance, _, label in
            let answer = try FillingAnswer(instance, with: &solver)
            (most, sum, count) = (max(most, answer.rounds), sum + answer.rounds, count + 1)
            let certificate = FillingCertificate(instance, answer)
            if !certificate.isSettled { unsettled += 1 }
            #expect(certificate.faults.isEmpty, "\(label): \(certificate.faults.prefix(4))")
        }
        // Bounds in both directions and in several accounts may contradict each other without an end.
        #expect(unsettled <= (kind.isImportOnly ? 0 : count / 40))
        let mean = Double(sum) / Double(count)
        print("filling: \(kind): \(mean) rounds, at most \(most); \(unsettled) of \(count) not settled")
    }

    @Test(
        "exports are imports with all signs turned round",
        arguments: FillingInstance.Kind.allCases.filter(\.isImportOnly))
    func isSymmetric(_ kind: FillingInstance.Kind) throws {
        try each(kind) { instance, _, label in
            let imports = try FillingAnswer(instance)
            let exports = try FillingAnswer(instance.mirrored)
            #expect(exports.status == imports.status, label)
            for (one, other) in zip(imports.setpoints, exports.setpoints) {
                #expect((one + other).magnitude < 1e-9, label)
            }
        }
    }

    @Test("the order of the input does not matter", arguments: FillingInstance.Kind.allCases)
    func ignoresOrder(_ kind: FillingInstance.Kind) throws {
        try each(kind) { instance, seed, label in
            let answer = try FillingAnswer(instance)
            let (copy, position) = instance.permuted(seed: seed)
            let other = try FillingAnswer(copy)
            for der in instance.node.indices {
                #expect((answer.setpoints[der] - other.setpoints[position[der]]).magnitude < 1e-8, label)
            }
        }
    }

    @Test(
        "a tighter import bound lets no more through", arguments: FillingInstance.Kind.allCases.filter(\.isImportOnly))
    func isMonotone(_ kind: FillingInstance.Kind) throws {
        var random = SplitMix64(seed: 5)
        try each(kind) { instance, _, label in
            let flow = try FillingAnswer(instance).flow
            let node = Int.random(in: instance.parent.indices, using: &random)
            let account = Int.random(in: 0..<FillingInstance.accounts, using: &random)
            var tighter = instance
            let here = min(flow[node][account], instance.upper[node][account])
            tighter.upper[node][account] = here - Double.random(in: 0...4, using: &random)
            guard instance.isBounded(account) else { return }
            #expect(try FillingAnswer(tighter).flow[node][account] <= flow[node][account] + 1e-9, label)
        }
    }

    @Test("where the rounds end too soon all bounds hold that can", arguments: [1, 2, 3])
    func keepsBounds(_ rounds: Int) throws {
        var (ended, largest) = (0, 0.0)
        for kind in [FillingInstance.Kind.imports, .deep] {
            try each(kind) { instance, _, label in
                for given in [instance, instance.mirrored] {
                    var solver = FillingSolver()
                    solver.roundLimit = rounds
                    let answer = try FillingAnswer(given, with: &solver)
                    #expect(answer.overloads.isEmpty, label)
                    guard case .unsettled(_, let unused) = answer.status else { continue }
                    (ended, largest) = (ended + 1, max(largest, unused))
                }
            }
        }
        #expect(ended > 0)
        print("filling: \(ended) ended after \(rounds) rounds, with up to \(largest) kW unused")
    }

    @Test("the same problem gives the same bits, whatever was solved before", arguments: FillingInstance.Kind.allCases)
    func repeats(_ kind: FillingInstance.Kind) throws {
        var used = FillingSolver()
        try each(kind) { instance, _, label in
            let fresh = try FillingAnswer(instance)
            let again = try FillingAnswer(instance, with: &used)
            #expect(fresh.setpoints == again.setpoints && fresh.derPrice == again.derPrice, label)
        }
    }

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
