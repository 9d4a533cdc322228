// SPDX-License-Identifier: Apache-2.0

/// The oracle of the principles of access: a level rises from nothing, and the node that is full first freezes what is
/// below it. No prices, no curves, and none of the product's code.
struct ProgressiveFilling {
    /// Power of each DER, kW; a magnitude.
    private(set) var kilowatts: [Double]

    private let given: DispatchCase.Input
    private let principle: String
    /// What each limit leaves, in total or on a phase, and the DERs below it with their shares of that.
    private var rooms: [(kW: Double, shares: [Int: Double])] = []

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
            let below = given.ders.indices.filter { isBelow(given.ders[$0].node, node.id) }
            let phaseKW = node.amperes.map { $0 * 0.9 * 0.95 * 0.4 / 3.0.squareRoot() }
            let limit = isExport ? node.exportKW : node.importKW
            let totals = [limit, phaseKW.map { 3 * $0 }].compactMap { $0 }
            if let least = totals.min() { rooms.append((least, Self.shares(given, below, on: nil))) }
            for phase in ["A", "B", "C"] {
                if let phaseKW { rooms.append((phaseKW, Self.shares(given, below, on: phase))) }
            }
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

    /// What a kW of each DER is on a phase, or of a total: where nobody knows its phase it may be all on any.
    static func shares(_ given: DispatchCase.Input, _ ders: [Int], on phase: String?) -> [Int: Double] {
        var shares: [Int: Double] = [:]
        for der in ders {
            let phases = given.ders[der].phases ?? "ABC"
            let isKnown = given.ders[der].phaseIsKnown ?? true
            guard let phase else {
                shares[der] = isKnown ? 1 : 3 / Double(phases.count)
                continue
            }
            if isKnown, !phases.contains(phase) { continue }
            shares[der] = isKnown ? 1 / Double(phases.count) : 1
        }
        return shares
    }

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
            for (room, shares) in rooms where shares.keys.contains(where: free.contains) {
                func flow(_ level: Double) -> Double {
                    shares.reduce(0) { sum, entry in
                        let kW = free.contains(entry.key) ? power(entry.key, at: level) : kilowatts[entry.key]
                        return sum + kW * entry.value
                    }
                }
                guard flow(first.level) > room + 1e-11 else { continue }
                var (low, high) = (-1e5, first.level)
                for _ in 0..<120 {
                    let middle = (low + high) / 2
                    if flow(middle) <= room { low = middle } else { high = middle }
                }
                first = (low, shares.keys.filter(free.contains))
            }
            for der in first.ders { kilowatts[der] = power(der, at: first.level) }
            free.subtract(first.ders)
        }
    }
}
