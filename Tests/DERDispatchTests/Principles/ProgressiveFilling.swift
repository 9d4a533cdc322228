// SPDX-License-Identifier: Apache-2.0

/// The oracle of the principles of access: a level rises from nothing, and the node that is full first freezes what is
/// below it. No prices, no curves, and none of the product's code.
struct ProgressiveFilling {
    /// Power of each DER, kW; a magnitude.
    private(set) var kilowatts: [Double]

    private let given: DispatchCase.Input
    private let principle: String
    /// The DERs below each node that has a limit, and what the limit leaves them, in three-phase equivalents.
    private var nodes: [(room: Double, ders: [Int])] = []

    init(_ given: DispatchCase.Input, isExport: Bool) {
        self.given = given
        principle = given.nodes[0].principle ?? "maxMin"
        kilowatts = given.ders.map { $0.minimumKW ?? 0 }
        let parents = Dictionary(uniqueKeysWithValues: given.nodes.map { ($0.id, $0.parent) })
        func isBelow(_ start: String, _ top: String) -> Bool {
            var node: String? = start
            while let at = node {
                if at == top { return true }
                node = parents[at] ?? nil
            }
            return false
        }
        for node in given.nodes {
            guard let limit = isExport ? node.exportKW : node.importKW else { continue }
            nodes.append((limit, given.ders.indices.filter { isBelow(given.ders[$0].node, node.id) }))
        }
        // The highest tier first, under last in, first out the oldest of it first; whoever has no date comes last.
        let dates = principle == "lastInFirstOut"
        let groups = Dictionary(grouping: given.ders.indices) { der in
            Group(
                tier: -(given.ders[der].tier ?? 1), date: dates ? given.ders[der].connectedSince ?? "9999-12-31" : "")
        }
        for key in groups.keys.sorted() { fill(Set(groups[key]!)) }
    }

    private struct Group: Hashable, Comparable {
        var tier: Int
        var date: String
        static func < (left: Self, right: Self) -> Bool { (left.tier, left.date) < (right.tier, right.date) }
    }

    private func scale(_ der: Int) -> Double { 3 / Double((given.ders[der].phases ?? "ABC").count) }

    private func power(_ der: Int, at level: Double) -> Double {
        let unit = given.ders[der]
        let (least, weight) = (unit.minimumKW ?? 0, unit.weight ?? 1)
        let asked = unit.availableKW ?? unit.requestKW ?? unit.kW!
        let share =
            switch principle {
            case "maxMin": level * weight
            case "proRata": asked + level * (asked - least) / weight
            case "lastInFirstOut": asked + level * (asked - least)
            case "proRataRating": asked + level * unit.kW! / weight
            default: asked + level / weight
            }
        return max(least, min(asked, share))
    }

    private mutating func fill(_ group: Set<Int>) {
        let top = principle == "maxMin" ? 1e5 : 0
        var free = group
        while !free.isEmpty {
            var first: (level: Double, ders: [Int]) = (top, Array(free))
            for (room, ders) in nodes where ders.contains(where: free.contains) {
                func flow(_ level: Double) -> Double {
                    ders.reduce(0) { $0 + (free.contains($1) ? power($1, at: level) : kilowatts[$1]) * scale($1) }
                }
                guard flow(first.level) > room + 1e-11 else { continue }
                var (low, high) = (-1e5, first.level)
                for _ in 0..<120 {
                    let middle = (low + high) / 2
                    if flow(middle) <= room { low = middle } else { high = middle }
                }
                first = (low, ders.filter(free.contains))
            }
            for der in first.ders { kilowatts[der] = power(der, at: first.level) }
            free.subtract(first.ders)
        }
    }
}
