// SPDX-License-Identifier: Apache-2.0

import TestSupport

extension DispatchCase {
    /// A random street of loads, or of plants that deliver, under one principle; limits bind on every level.
    static func random(_ principle: String, isExport: Bool, seed: UInt64) -> DispatchCase {
        var random = SplitMix64(seed: seed &* 1_000_003 &+ UInt64(principle.utf8.reduce(0) { $0 + Int($1) }))
        let count = random.below(6) + 2
        var input = Input(nodes: [], ders: [])
        for index in 0..<count {
            let parent = index == 0 ? nil : "n\(random.below(index))"
            input.nodes.append(Node(id: "n\(index)", parent: parent))
        }
        input.nodes[0].principle = principle
        for index in 0..<(random.below(12) + 2) {
            let node = "n\(random.below(count))"
            input.ders.append(isExport ? plant(index, node, &random) : load(index, node, &random))
            input.ders[index].tier = random.below(3) == 0 ? 2 : 1
            if random.below(2) == 0 { input.ders[index].weight = [0.5, 2, 3][random.below(3)] }
            // Few dates, so that several are of one day; some have none.
            let year = random.below(5)
            if year > 0 { input.ders[index].connectedSince = "20\(10 + year)-01-0\(1 + year)" }
        }
        let total = input.ders.reduce(0) { $0 + ($1.availableKW ?? $1.kW!) }
        for index in 0..<count where random.below(4) > 0 {
            let least = input.ders.reduce(0) { $0 + ($1.minimumKW ?? 0) * 3 }
            let limit = least + total * Double(1 + random.below(90)) / 100
            if isExport { input.nodes[index].exportKW = limit } else { input.nodes[index].importKW = limit }
        }
        return DispatchCase(name: "seed \(seed)", input: input, expected: Expected(ders: [], nodes: nil))
    }

    private static func load(_ index: Int, _ node: String, _ random: inout SplitMix64) -> Unit {
        var unit = Unit(id: "d\(index)", node: node, kind: "load")
        unit.kW = Double(random.below(200) + 10) / 10
        if random.below(5) == 0 { unit.minimumKW = Double(random.below(10)) / 10 }
        if random.below(4) == 0 { unit.phases = "B" }
        return unit
    }

    private static func plant(_ index: Int, _ node: String, _ random: inout SplitMix64) -> Unit {
        var unit = Unit(id: "d\(index)", node: node, kind: "pv")
        unit.kW = Double(random.below(200) + 10) / 10
        unit.availableKW = unit.kW! * Double(random.below(100) + 1) / 100
        unit.measuredKW = -unit.availableKW!
        return unit
    }
}
