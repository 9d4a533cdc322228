// SPDX-License-Identifier: Apache-2.0

/// Whether the feeder holds its limits when the gateway is silent: every DER at its default, every base load at its
/// worst, in total and on each phase (design.md section 6, rule 5).
package enum DefaultsCheck {
    package static func check(_ feeder: Feeder, places: [ConnectivityNode.ID: Place], log: inout FindingLog) {
        let index = FeederIndex(feeder)
        let zones = PhaseZones(feeder, index)
        let sums = DefaultSums(feeder, index)
        for (position, node) in feeder.nodes.enumerated() {
            let place = places[node.id] ?? .start
            let isFollowed = zones.isFollowed[position]
            for direction in [SilentSum.Direction.import, .export] {
                let sum = direction == .import ? sums.imports[position] : sums.exports[position]
                let bounds = DefaultsBound.all(of: node, direction, isFollowed: isFollowed)
                // Of several that are passed the one that is passed most, by its part.
                let worst = bounds.max { $0.use(sum.all) < $1.use(sum.all) }
                if let worst { report(worst, direction, sum, node, place, log: &log) }
            }
        }
    }

    private static func report(
        _ bound: DefaultsBound, _ direction: SilentSum.Direction, _ sum: DefaultSums.Sum, _ node: ConnectivityNode,
        _ place: Place, log: inout FindingLog
    ) {
        let total = bound.value(sum.all)
        guard total > bound.limit + bound.resolution else { return }
        let guaranteed = bound.value(sum.guaranteed)
        let (load, defaults) = (bound.value(sum.baseLoad), bound.value(sum.defaults))
        let parts = "base load \(bound.text(load)), defaults \(bound.text(defaults))"
        let phase = bound.phase.map { " on phase \($0.text)" } ?? ""
        let text =
            "with every DER at its default, \(node.id) \(direction.rawValue)s \(bound.text(total))\(phase) (\(parts)),"
            + " \(bound.text(total - bound.limit)) over \(bound.words)"
        if total - guaranteed > bound.limit + bound.resolution {
            log.error(place, text)
        } else {
            log.warning(place, text + "; the law guarantees \(bound.text(guaranteed)) of it")
        }
    }

    /// The narrower of the rating less its margin and the agreed limit, of all phases together.
    static func limit(
        of node: ConnectivityNode, _ direction: SilentSum.Direction
    ) -> (power: ActivePower, text: String)? {
        let agreed = (direction == .import ? node.importLimit : node.exportLimit).map {
            (power: $0, text: "the \(direction.rawValue)LimitKW of \(Format.number($0.kilowatts))")
        }
        guard let rating = node.rating else { return agreed }
        let whole = RatingConversion.activePower(of: rating, at: node.supply, reactivePower: nil, voltage: nil)
        let usable = whole * (1 - node.margin)
        let plate = "\(DefaultsBound.plate(rating)) leaves \(DefaultsBound.margin(node))"
        let text = "the \(Format.kilowatts(usable)) that \(plate)"
        guard let agreed, agreed.power <= usable else { return (usable, text) }
        return agreed
    }
}
