// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// The instances of `Tests/Cases/PhaseAllocation/instances.py`: the same draws in the same order.
extension PhaseInstance {
    enum Kind: Int { case slack, tight, storage, infeasible, degenerate, conflict }

    static let sixths = [[6, 0, 0], [0, 6, 0], [0, 0, 6], [3, 3, 0], [0, 3, 3], [3, 0, 3], [2, 2, 2]]

    static func seeded(_ seed: Int) -> PhaseInstance {
        var random = SplitMix64(seed: UInt64(seed))
        let kind = Kind(rawValue: seed % 6) ?? .slack
        let count = 10 + random.below(seed % 10 == 0 ? 391 : 91)
        var instance = PhaseInstance()
        instance.drawTree(count, &random)
        for node in instance.parent.indices { instance.fixed[node] = (0..<3).map { _ in load(&random) } }
        var wiring: [Int] = []
        for _ in 0..<count { wiring.append(instance.drawDER(kind, &random)) }
        if seed % 7 == 0 { instance.headPrice = Double(random.below(9) - 4) / 8 }
        instance.drawBounds(kind, wiring, &random)
        return instance
    }

    private mutating func drawTree(_ count: Int, _ random: inout SplitMix64) {
        let depth = 2 + random.below(5)
        let nodes = max(depth + 1, count / (2 + random.below(3)))
        var level = [0]
        addNode(parent: -1)
        for node in 1..<nodes {
            var above = node - 1
            if node > depth {
                above = random.below(node)
                while level[above] >= depth { above = random.below(node) }
            }
            addNode(parent: above)
            level.append(level[above] + 1)
        }
    }

    private static func load(_ random: inout SplitMix64) -> Double {
        let (there, value) = (random.below(3), random.below(13) - 2)
        return there == 0 ? Double(value) / 4 : 0
    }

    private mutating func drawDER(_ kind: Kind, _ random: inout SplitMix64) -> Int {
        let (site, wires, phase) = (random.below(parent.count), random.below(10), random.below(3))
        var hi = 4 + random.below(85)
        let (what, wish) = (random.below(5), random.below(4))
        let wiring = wires < 6 ? phase : wires < 8 ? 3 + phase : 6
        var lo = 0
        if what == 2 || (kind == .storage && what == 0) {
            lo = -hi
        } else if what == 3 {
            (lo, hi) = (-hi, 0)
        } else if what == 4 {
            lo = hi / 4
        }
        let inner = lo + random.below(hi - lo + 1)
        var ref = [hi, hi + 20, inner, hi][wish]
        if lo == -hi {
            ref = wish < 2 ? 0 : inner
        } else if what == 3 {
            ref = wish < 3 ? lo : inner
        }
        var (up, down, rank) = (1 + random.below(16), 1 + random.below(16), random.below(3))
        if kind == .degenerate {
            (up, down, rank) = (8, 8, 0)
            if random.below(4) == 0 { hi = lo }
        }
        addDER(
            at: site, on: Self.sixths[wiring].map { Double($0) / 6 }, from: Double(lo) / 4, to: Double(hi) / 4,
            ref: Double(ref) / 4, up: 1 / Double(up), down: 1 / Double(down), tier: Double(rank))
        return wiring
    }

    /// Wishes in 1/24 kW, limits in whole quarters of a kW.
    private mutating func drawBounds(_ kind: Kind, _ wiring: [Int], _ random: inout SplitMix64) {
        var wish = fixed.map { $0.map { 24 * Int(4 * $0) / 4 } }
        for der in node.indices {
            let power = Int(4 * min(hi[der], max(lo[der], ref[der])))
            for phase in 0..<3 { wish[node[der]][phase] += Self.sixths[wiring[der]][phase] * power }
        }
        for at in parent.indices.reversed() {
            for flow in 0..<4 {
                let here = flow == 3 ? wish[at].reduce(0, +) : wish[at][flow]
                bounds[at][flow] = Self.bound(kind, max(24, abs(here)), &random)
            }
            let (spread, often) = (4 + random.below(60), random.below(8))
            if kind != .slack, often == 0 {
                for flow in 4..<7 { bounds[at][flow] = (-Double(spread) / 4, Double(spread) / 4) }
            }
            guard parent[at] >= 0 else { continue }
            for phase in 0..<3 { wish[parent[at]][phase] += wish[at][phase] }
        }
    }

    private static func bound(
        _ kind: Kind, _ wish: Int, _ random: inout SplitMix64
    ) -> (lower: Double, upper: Double) {
        let (hasUpper, hasLower) = (random.below(100), random.below(100))
        let (upperShare, lowerShare, narrow) = (random.below(100), random.below(100), random.below(9))
        let often = kind == .slack ? 25 : 40
        let least = kind == .slack ? 100 : kind == .infeasible ? 0 : 30
        var upper = wish * (least + upperShare) / 600
        var lower = -(wish * (least + lowerShare) / 600)
        if kind == .infeasible, narrow == 0 { upper = -upper }
        if kind == .conflict || kind == .degenerate, hasLower % 3 == 0 {
            lower = upper - (kind == .conflict ? narrow : 0)
        }
        return (
            hasLower < often ? Double(lower) / 4 : -.infinity, hasUpper < often ? Double(upper) / 4 : .infinity
        )
    }

    /// Sums that differ where two generators differ.
    var checksum: Double {
        var total = headPrice
        for at in parent.indices {
            total += Double((at % 17) * max(0, parent[at]))
            total += fixed[at].reduce(0) { $0 + Double(at % 13 + 1) * $1 }
            for (flow, pair) in bounds[at].enumerated() {
                for bound in [pair.lower, pair.upper] where bound.isFinite {
                    total += Double((flow + 1) * (at % 11 + 1)) * bound
                }
            }
        }
        for der in node.indices {
            let wiring = Self.sixths.firstIndex { $0.map { Double($0) / 6 } == share[der] } ?? 0
            let sum = Double(node[der] + wiring) + lo[der] + 2 * hi[der] + 3 * ref[der] + tier[der]
            total += Double(der % 19) * sum
            total += (1 / weightUp[der]).rounded() + 2 * (1 / weightDown[der]).rounded()
        }
        return total
    }
}
