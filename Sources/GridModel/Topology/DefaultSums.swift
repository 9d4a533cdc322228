// SPDX-License-Identifier: Apache-2.0

/// Defaults and base loads summed up the tree, at each node.
struct DefaultSums {
    /// What one node carries in one direction.
    struct Sum {
        var baseLoad = SilentSum()
        var chosen = SilentSum()
        var guaranteed = SilentSum()

        var defaults: SilentSum { chosen + guaranteed }
        var all: SilentSum { baseLoad + defaults }
    }

    private(set) var imports: [Sum]
    private(set) var exports: [Sum]

    init(_ feeder: Feeder, _ index: FeederIndex) {
        imports = [Sum](repeating: Sum(), count: feeder.nodes.count)
        exports = imports
        let zones = PhaseZones(feeder, index)
        let places = feeder.nodes.indices.map { SilentSum.Place($0, feeder, zones) }
        for (position, node) in feeder.nodes.enumerated() {
            guard let load = node.baseLoad, load != .none else { continue }
            Self.climb(from: position, feeder, index) { above, losses in
                let place = places[above]
                imports[above].baseLoad.add(load, on: node.phases, .import, at: place, losses: losses)
                exports[above].baseLoad.add(load, on: node.phases, .export, at: place)
            }
        }
        for (position, der) in feeder.ders.enumerated() {
            let own = Int(index.nodeOfDER[position])
            let isBelowDelta = zones.isFollowed[own]
            Self.climb(from: own, feeder, index) { above, losses in
                let place = places[above]
                let kind: WritableKeyPath<Sum, SilentSum> =
                    der.defaultLimit.isLegallyGuaranteed ? \.guaranteed : \.chosen
                imports[above][keyPath: kind].add(
                    der.defaultLimit.importLimit, of: der, .import, at: place, isBelowDelta: isBelowDelta,
                    losses: losses)
                exports[above][keyPath: kind].add(
                    der.defaultLimit.exportLimit, of: der, .export, at: place, isBelowDelta: isBelowDelta)
            }
        }
    }

    /// Goes up to the head, with what flows in at each node for each kW below it; an export only shrinks, which is not
    /// counted on.
    private static func climb(
        from node: Int, _ feeder: Feeder, _ index: FeederIndex, _ body: (_ node: Int, _ losses: Double) -> Void
    ) {
        var node = node
        var losses = 1.0
        while node >= 0 {
            losses /= 1 - feeder.nodes[node].lossFactor
            body(node, losses)
            node = Int(index.parent[node])
        }
    }
}
