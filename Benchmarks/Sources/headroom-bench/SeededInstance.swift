// SPDX-License-Identifier: Apache-2.0

import DERDispatch

/// SplitMix64 (Steele, Lea, Flood 2014).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A congested feeder for a run without the peers' generator: levels of twelve, sites of one to five DERs.
enum SeededInstance {
    static func problem(size: Int) throws -> AllocationProblem {
        var random = SplitMix64(state: UInt64(size))
        let ratings = [3.7, 7.4, 11, 22]
        var (node, ders): ([Int], [PriceResponse]) = ([], [])
        let nodes = max(2, size * 2 / 5)
        let parent = (0..<nodes).map { $0 == 0 ? -1 : ($0 - 1) / 12 }
        let firstLeaf = (nodes + 10) / 12
        var wish = [Double](repeating: 0, count: nodes)
        for _ in 0..<size {
            let site = Int.random(in: firstLeaf..<nodes, using: &random)
            let rating = ratings[Int.random(in: 0..<ratings.count, using: &random)]
            let isStorage = Int.random(in: 0..<3, using: &random) == 0
            let preferred = isStorage ? 0 : rating * Double.random(in: 0.3...1, using: &random)
            node.append(site)
            wish[site] += preferred
            ders.append(
                try PriceResponse(
                    lowerKW: isStorage ? -rating : 0, upperKW: rating, preferredKW: preferred,
                    weightUp: 1 / rating, weightDown: 1 / rating, tier: Double(Int.random(in: 0...2, using: &random))))
        }
        var bounds = [FlowBounds](repeating: .open, count: nodes)
        for position in stride(from: nodes - 1, through: 0, by: -1) {
            let limit = max(1, wish[position] * Double.random(in: 0.6...1.5, using: &random))
            bounds[position] = try FlowBounds(lowerKW: -limit, upperKW: limit, fixedKW: 0)
            if position > 0 { wish[parent[position]] += min(limit, wish[position]) }
        }
        let tree = try AllocationTree(parent: parent, nodeOfDER: node)
        return try AllocationProblem(
            tree: tree, nodes: tree.callerNode.map { bounds[Int($0)] }, ders: tree.callerDER.map { ders[Int($0)] })
    }
}
