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
            // A fuse that bounds each phase, of half of that to all of it on three.
            if random.below(2) == 0 {
                let phaseKW = least + total * Double(1 + random.below(60)) / 100
                input.nodes[index].amperes = phaseKW / (0.9 * 0.95 * 0.4) * 3.0.squareRoot()
            }
        }
        return DispatchCase(name: "seed \(seed)", input: input, expected: Expected(ders: [], nodes: nil))
    }

    private static func load(_ index: Int, _ node: String, _ random: inout SplitMix64) -> Unit {
        var unit = Unit(id: "d\(index)", node: node, kind: "load")
        unit.kW = Double(random.below(200) + 10) / 10
        if random.below(5) == 0 { unit.minimumKW = Double(random.below(10)) / 10 }
        onSomePhases(&unit, &random)
        return unit
    }

    /// One in three is not on all phases, and of some of these nobody knows on which.
    private static func onSomePhases(_ unit: inout Unit, _ random: inout SplitMix64) {
        guard random.below(3) == 0 else { return }
        unit.phases = ["A", "B", "C", "AC"][random.below(4)]
        if unit.phases != "AC", random.below(3) == 0 { unit.phaseIsKnown = false }
    }

    private static func plant(_ index: Int, _ node: String, _ random: inout SplitMix64) -> Unit {
        var unit = Unit(id: "d\(index)", node: node, kind: "pv")
        unit.kW = Double(random.below(200) + 10) / 10
        unit.availableKW = unit.kW! * Double(random.below(100) + 1) / 100
        unit.measuredKW = -unit.availableKW!
        onSomePhases(&unit, &random)
        return unit
    }
}
