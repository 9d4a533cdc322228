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
    let zones: PhaseZones

    init(_ feeder: Feeder, _ index: FeederIndex) {
        imports = [Sum](repeating: Sum(), count: feeder.nodes.count)
        exports = imports
        zones = PhaseZones(feeder, index)
        let places = feeder.nodes.indices.map { [zones] in SilentSum.Place($0, feeder, zones) }
        for (position, node) in feeder.nodes.enumerated() {
            guard let load = node.baseLoad, load != .none else { continue }
            let isBelowDelta = zones.isFollowed[position]
            let imported = SilentPart(load, on: node.phases, .import, isBelowDelta: isBelowDelta)
            let exported = SilentPart(load, on: node.phases, .export, isBelowDelta: isBelowDelta)
            Self.climb(from: position, feeder, index) { above, losses in
                imports[above].baseLoad.add(imported, at: places[above], losses: losses)
                exports[above].baseLoad.add(exported, at: places[above])
            }
        }
        for (position, der) in feeder.ders.enumerated() {
            let own = Int(index.nodeOfDER[position])
            let share = CountedShare(der, isBelowDelta: zones.isFollowed[own])
            let imported = SilentPart(der.defaultLimit.importLimit, of: der, share, .import)
            let exported = SilentPart(der.defaultLimit.exportLimit, of: der, share, .export)
            let kind: WritableKeyPath<Sum, SilentSum> =
                der.defaultLimit.isLegallyGuaranteed ? \.guaranteed : \.chosen
            Self.climb(from: own, feeder, index) { above, losses in
                imports[above][keyPath: kind].add(imported, at: places[above], losses: losses)
                exports[above][keyPath: kind].add(exported, at: places[above])
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
