// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// What a random instance is meant to be nasty about.
enum Nastiness: CaseIterable {
    /// Limits that can be met and bind on every level.
    case congested
    /// Limits that cannot be met, also by crossing bounds, and bounds on one side of 0.
    case infeasible
    /// DERs without width, preferences out of range, equal costs, loads only.
    case degenerate
    /// Ranks far apart: flat stretches between tiers.
    case ranked
    /// Forty to eighty levels with little at each.
    case deep
    /// No limit on half of the nodes, and a price at the head.
    case open
}

extension PlainInstance {
    /// A random tree of some `size` DERs.
    static func random(_ nastiness: Nastiness, size: Int, seed: UInt64) -> PlainInstance {
        var random = SplitMix64(seed: seed &* 1_000_003 &+ UInt64(size))
        var instance = PlainInstance()
        let nodes = max(2, size / Int.random(in: 2...4, using: &random))
        for node in 0..<nodes {
            let reach = nastiness == .deep ? 2 : nodes
            let above = node == 0 ? -1 : Int.random(in: max(0, node - reach)..<node, using: &random)
            let fixed = Double.random(in: -1...3, using: &random)
            instance.addNode(parent: above, lower: 0, upper: 0, fixed: nastiness == .degenerate ? 0.5 : fixed)
        }
        for _ in 0..<size { instance.addRandomDER(nastiness, &random) }
        instance.drawLimits(nastiness, &random)
        if nastiness == .open { instance.headPrice = Double.random(in: -1...1, using: &random) }
        return instance
    }

    private mutating func addRandomDER(_ nastiness: Nastiness, _ random: inout SplitMix64) {
        let node = Int.random(in: 0..<parent.count, using: &random)
        let lo = Bool.random(using: &random) ? 0 : Double.random(in: -11...0, using: &random)
        var hi = Double.random(in: 0...22, using: &random)
        var ref = Double.random(in: lo...hi, using: &random)
        var weights = (Double.random(in: 0.02...2, using: &random), Double.random(in: 0.02...2, using: &random))
        var tier = Double(Int.random(in: 0...2, using: &random))
        switch nastiness {
        case .degenerate:
            if Int.random(in: 0..<4, using: &random) == 0 { hi = lo }
            if Int.random(in: 0..<4, using: &random) == 0 { ref = hi + 1 }
            if Int.random(in: 0..<8, using: &random) == 0 { ref = lo - 3 }
            if Bool.random(using: &random) { (weights, tier) = ((0.25, 0.25), 1) }
        case .ranked:
            tier = Double(Int.random(in: 1...500, using: &random))
            weights = (0.5 / (1 + hi - ref), 0.5 / (1 + ref - lo))
        default: break
        }
        addDER(at: node, lo...hi, ref: ref, weightUp: weights.0, weightDown: weights.1, tier: tier)
    }

    /// Limits as shares of what each subtree would like, so that many bind; feasible ones leave a little of the range.
    private mutating func drawLimits(_ nastiness: Nastiness, _ random: inout SplitMix64) {
        var (least, most, want) = (fixed, fixed, fixed)
        for der in node.indices {
            least[node[der]] += lo[der]
            most[node[der]] += hi[der]
            want[node[der]] += min(max(ref[der], lo[der]), hi[der])
        }
        for node in topDown.reversed() {
            var top = max(1, want[node] * Double.random(in: 0.5...1.5, using: &random))
            var bottom = -max(1, -want[node] * Double.random(in: 0.5...1.5, using: &random))
            if nastiness == .infeasible {
                if Int.random(in: 0..<4, using: &random) == 0 { top = Double.random(in: -4...1, using: &random) }
                if Int.random(in: 0..<4, using: &random) == 0 { bottom = Double.random(in: -1...4, using: &random) }
            } else {
                let margin = 0.05 * (most[node] - least[node])
                top = max(top, least[node] + margin)
                bottom = min(bottom, most[node] - margin)
            }
            if nastiness == .open, Bool.random(using: &random) { top = .infinity }
            if nastiness == .open, Bool.random(using: &random) { bottom = -.infinity }
            (lower[node], upper[node]) = (bottom, top)
            guard parent[node] >= 0 else { continue }
            least[parent[node]] += min(max(least[node], bottom), top)
            most[parent[node]] += max(min(most[node], top), bottom)
            want[parent[node]] += min(max(want[node], bottom), top)
        }
    }

    /// The same instance with nodes and DERs renumbered at random; the maps say where each one went.
    func permuted(seed: UInt64) -> (instance: PlainInstance, node: [Int], der: [Int]) {
        var random = SplitMix64(seed: seed)
        let newNode = Array(parent.indices).shuffled(using: &random)
        let newDER = Array(node.indices).shuffled(using: &random)
        var copy = self
        for old in parent.indices {
            copy.parent[newNode[old]] = parent[old] < 0 ? -1 : newNode[parent[old]]
            copy.lower[newNode[old]] = lower[old]
            copy.upper[newNode[old]] = upper[old]
            copy.fixed[newNode[old]] = fixed[old]
        }
        for old in node.indices {
            copy.node[newDER[old]] = newNode[node[old]]
            copy.lo[newDER[old]] = lo[old]
            copy.hi[newDER[old]] = hi[old]
            copy.ref[newDER[old]] = ref[old]
            copy.weightUp[newDER[old]] = weightUp[old]
            copy.weightDown[newDER[old]] = weightDown[old]
            copy.tier[newDER[old]] = tier[old]
        }
        return (copy, newNode, newDER)
    }
}
