// SPDX-License-Identifier: Apache-2.0

/// Whether the feeder holds its limits when the gateway is silent: every DER at its default, every base load at its
/// worst (design.md section 6, rule 5).
package enum DefaultsCheck {
    package static func check(_ feeder: Feeder, places: [ConnectivityNode.ID: Place], log: inout FindingLog) {
        let index = FeederIndex(feeder)
        let sums = DefaultSums(feeder, index)
        for (position, node) in feeder.nodes.enumerated() {
            let place = places[node.id] ?? .start
            report(.import, sums.imports[position], node, place, log: &log)
            report(.export, sums.exports[position], node, place, log: &log)
        }
    }

    enum Direction: String {
        case `import`, export
    }

    private static func report(
        _ direction: Direction, _ sum: DefaultSums.Sum, _ node: ConnectivityNode, _ place: Place, log: inout FindingLog
    ) {
        guard let limit = limit(of: node, direction), sum.total > limit.power + .watts(0.5) else { return }
        let parts =
            "base load \(Format.kilowatts(sum.baseLoad)), defaults \(Format.kilowatts(sum.chosen + sum.guaranteed))"
        let text =
            "with every DER at its default, \(node.id) \(direction.rawValue)s \(Format.kilowatts(sum.total)) (\(parts)),"
            + " \(Format.kilowatts(sum.total - limit.power)) over \(limit.text)"
        if sum.total - sum.guaranteed > limit.power + .watts(0.5) {
            log.error(place, text)
        } else {
            log.warning(place, text + "; the law guarantees \(Format.kilowatts(sum.guaranteed)) of it")
        }
    }

    /// The narrower of the rating less its margin and the agreed limit.
    static func limit(of node: ConnectivityNode, _ direction: Direction) -> (power: ActivePower, text: String)? {
        let agreed = (direction == .import ? node.importLimit : node.exportLimit).map {
            (power: $0, text: "the \(direction.rawValue)LimitKW of \(Format.number($0.kilowatts))")
        }
        guard let rating = node.rating else { return agreed }
        let whole = RatingConversion.activePower(of: rating, at: node, reactivePower: nil, voltage: nil)
        let usable = whole * (1 - node.margin)
        let text =
            "the \(Format.kilowatts(usable)) that \(plate(rating)) leaves (margin \(Format.number(node.margin * 100)) %)"
        guard let agreed, agreed.power <= usable else { return (usable, text) }
        return agreed
    }

    private static func plate(_ rating: Rating) -> String {
        switch rating {
        case .apparentPower(let power): "its rating of \(Format.number(power.kilovoltAmperes)) kVA"
        case .current(let current): "its rating of \(Format.number(current.amperes)) A"
        case .activePower(let power): "its rating of \(Format.kilowatts(power))"
        }
    }
}

/// Defaults and base loads summed up the tree.
struct DefaultSums {
    struct Sum {
        var baseLoad = ActivePower.zero
        var chosen = ActivePower.zero
        var guaranteed = ActivePower.zero

        var total: ActivePower { baseLoad + chosen + guaranteed }
    }

    private(set) var imports: [Sum]
    private(set) var exports: [Sum]

    init(_ feeder: Feeder, _ index: FeederIndex) {
        imports = [Sum](repeating: Sum(), count: feeder.nodes.count)
        exports = imports
        for (position, node) in feeder.nodes.enumerated() {
            imports[position].baseLoad = node.baseLoad?.maximum ?? .zero
            exports[position].baseLoad = -(node.baseLoad?.minimum ?? .zero)
        }
        for position in stride(from: feeder.nodes.count - 1, through: 0, by: -1) {
            imports[position].baseLoad = imports[position].baseLoad * Self.losses(at: feeder.nodes[position])
            let parent = Int(index.parent[position])
            guard parent >= 0 else { break }
            imports[parent].baseLoad += imports[position].baseLoad
            exports[parent].baseLoad += exports[position].baseLoad
        }
        for (position, der) in feeder.ders.enumerated() { add(der, at: Int(index.nodeOfDER[position]), feeder, index) }
    }

    /// What flows in at a node for each kW below it; an export only shrinks, which is not counted on.
    private static func losses(at node: ConnectivityNode) -> Double { 1 / (1 - node.lossFactor) }

    /// A DER on fewer phases than a node counts there as if all the node's phases carried as much.
    private mutating func add(_ der: DER, at node: Int, _ feeder: Feeder, _ index: FeederIndex) {
        var limit = der.defaultLimit
        limit.importLimit = limit.importLimit * der.unit.highestImportRatio
        var node = node
        var losses = 1.0
        while node >= 0 {
            losses *= Self.losses(at: feeder.nodes[node])
            let factor = max(1, Double(feeder.nodes[node].phases.count) / Double(der.phases.count))
            if limit.isLegallyGuaranteed {
                imports[node].guaranteed += limit.importLimit * (factor * losses)
                exports[node].guaranteed += limit.exportLimit * factor
            } else {
                imports[node].chosen += limit.importLimit * (factor * losses)
                exports[node].chosen += limit.exportLimit * factor
            }
            node = Int(index.parent[node])
        }
    }
}
