// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import TestSupport

extension FillingInstance {
    /// What a random instance is meant to be nasty about.
    enum Kind: CaseIterable {
        /// Import bounds in all accounts and on all levels, many of them full.
        case imports
        /// Import bounds, 30 to 60 levels with little at each.
        case deep
        /// Ties, zero-width ranges, preferences out of range, ranks, shares of no sense.
        case degenerate
        /// Import bounds that cannot all be kept, some below 0.
        case infeasible
        /// Bounds in both directions.
        case both
        /// Bounds in both directions that cross, or that nothing can keep.
        case contradictory

        var isImportOnly: Bool { self != .both && self != .contradictory }
    }

    /// A random tree of `size` DERs.
    static func random(_ kind: Kind, size: Int, seed: UInt64) -> FillingInstance {
        var random = SplitMix64(seed: seed &* 7_919 &+ UInt64(size))
        var instance = FillingInstance()
        let nodes = kind == .deep ? max(30, size) : max(1, size / Int.random(in: 1...4, using: &random))
        for at in 0..<nodes {
            let reach = kind == .deep ? 2 : nodes
            let above = at == 0 ? -1 : Int.random(in: max(0, at - reach)..<at, using: &random)
            let phases = (0..<3).map { _ in Double(Int.random(in: -2...6, using: &random)) / 4 }
            let load = phases + [phases.reduce(0, +), 3 * (phases.max() ?? 0)]
            instance.addNode(parent: above, fixed: Bool.random(using: &random) ? load : [0, 0, 0, 0, 0])
        }
        for _ in 0..<size { instance.addRandomDER(kind, &random) }
        instance.drawBounds(kind, &random)
        return instance
    }

    private mutating func addRandomDER(_ kind: Kind, _ random: inout SplitMix64) {
        let hi = [3.7, 7.4, 11, 22][Int.random(in: 0..<4, using: &random)]
        var shares = Wiring.all[Int.random(in: 0..<Wiring.all.count, using: &random)]
        var lo = Int.random(in: 0..<3, using: &random) == 0 ? -hi : 0
        if kind == .both, Int.random(in: 0..<4, using: &random) == 0 { lo = -hi / 2 }
        var ref = lo < 0 ? Double.random(in: lo...hi, using: &random) : hi
        var (width, tier) = (hi, Double(Int.random(in: 0...2, using: &random)))
        if Bool.random(using: &random) { (ref, width, tier) = (40, 40, 0) }
        if kind == .degenerate {
            if Int.random(in: 0..<4, using: &random) == 0 { lo = hi }
            if Int.random(in: 0..<4, using: &random) == 0 { ref = hi / 2 }
            if Int.random(in: 0..<4, using: &random) == 0 { shares = shares.map { $0 * 1.75 } }
            if Int.random(in: 0..<8, using: &random) == 0 { shares = [0, 0.25, 0, 0, 2] }
            if Bool.random(using: &random) { (width, tier) = (10, Double(Int.random(in: 0...300, using: &random))) }
        }
        addDER(
            at: Int.random(in: 0..<parent.count, using: &random), shares: shares, from: lo, to: hi, ref: ref,
            up: 1 / width, down: 1 / width, tier: tier)
    }

    private mutating func drawBounds(_ kind: Kind, _ random: inout SplitMix64) {
        let wish = flowsOfAll { min(hi[$0], max(lo[$0], ref[$0])) }
        let least = flowsOfAll { lo[$0] }
        let often = Int.random(in: 20...90, using: &random)
        for at in parent.indices {
            for account in 0..<Self.accounts where Int.random(in: 0..<100, using: &random) < often {
                let span = wish[at][account] - least[at][account]
                let part = Double.random(in: kind == .infeasible ? -0.3...1.1 : 0.2...1.2, using: &random)
                upper[at][account] = least[at][account] + part * span
                guard !kind.isImportOnly else { continue }
                let most = min(upper[at][account], wish[at][account])
                let gap = Double.random(in: 0.1...1, using: &random) * (most - least[at][account])
                lower[at][account] = most - gap
                if Int.random(in: 0..<3, using: &random) == 0 { upper[at][account] = .infinity }
                if kind == .contradictory, Int.random(in: 0..<3, using: &random) == 0 {
                    lower[at][account] = wish[at][account] + Double.random(in: -2...6, using: &random)
                }
            }
        }
    }

    /// Flows in all accounts, loads counted whether they have a bound or not.
    private func flowsOfAll(_ power: (Int) -> Double) -> [[Double]] {
        var flow = fixed
        for der in node.indices {
            for account in 0..<Self.accounts { flow[node[der]][account] += share[der][account] * power(der) }
        }
        for at in parent.indices.reversed() where parent[at] >= 0 {
            for account in 0..<Self.accounts { flow[parent[at]][account] += flow[at][account] }
        }
        return flow
    }

    /// All signs turned round: what was an import bound is an export bound.
    var mirrored: FillingInstance {
        var copy = self
        copy.fixed = fixed.map { $0.map { -$0 } }
        copy.upper = lower.map { $0.map { -$0 } }
        copy.lower = upper.map { $0.map { -$0 } }
        (copy.lo, copy.hi) = (hi.map { -$0 }, lo.map { -$0 })
        copy.ref = ref.map { -$0 }
        (copy.weightUp, copy.weightDown) = (weightDown, weightUp)
        return copy
    }

    /// The same instance with nodes and DERs renumbered at random; the map says where each DER went.
    func permuted(seed: UInt64) -> (instance: FillingInstance, der: [Int]) {
        var random = SplitMix64(seed: seed)
        let newNode = Array(parent.indices).shuffled(using: &random)
        let order = Array(node.indices).shuffled(using: &random)
        var copy = FillingInstance()
        for _ in parent.indices { copy.addNode(parent: -1) }
        for old in parent.indices {
            copy.parent[newNode[old]] = parent[old] < 0 ? -1 : newNode[parent[old]]
            copy.fixed[newNode[old]] = fixed[old]
            copy.lower[newNode[old]] = lower[old]
            copy.upper[newNode[old]] = upper[old]
        }
        var position = Array(repeating: 0, count: node.count)
        for (new, old) in order.enumerated() {
            position[old] = new
            copy.addDER(
                at: newNode[node[old]], shares: share[old], from: lo[old], to: hi[old], ref: ref[old],
                up: weightUp[old], down: weightDown[old], tier: tier[old])
        }
        return (copy, position)
    }
}
