// SPDX-License-Identifier: Apache-2.0

/// Whether the feeder holds its limits when the gateway is silent: every DER at its default, every base load at its
/// worst, in total and on each phase (design.md section 6, rule 5).
package enum DefaultsCheck {
    package static func check(_ feeder: Feeder, places: [ConnectivityNode.ID: Place], log: inout FindingLog) {
        check(feeder, DefaultSums(feeder, FeederIndex(feeder)), places: places, log: &log)
    }

    static func check(
        _ feeder: Feeder, _ sums: DefaultSums, places: [ConnectivityNode.ID: Place], log: inout FindingLog
    ) {
        for (position, node) in feeder.nodes.enumerated() {
            let place = places[node.id] ?? .start
            for direction in FlowDirection.allCases {
                let sum = direction == .import ? sums.imports[position] : sums.exports[position]
                let bounds = SilentBound.all(of: node, direction, isFollowed: sums.zones.isFollowed[position])
                if let worst = worst(bounds, sum) { report(worst, direction, sum, node, place, log: &log) }
            }
        }
    }

    /// Of several bounds that are passed the one that is passed most, by its part; one that is passed by what we chose
    /// before any that only the law's defaults pass, for that is the error.
    private static func worst(_ bounds: [SilentBound], _ sum: DefaultSums.Sum) -> SilentBound? {
        let passed = bounds.filter { $0.isPassed(by: $0.value(sum.all)) }
        let chosen = passed.filter { isPassedByChoice($0, sum) }
        return (chosen.isEmpty ? passed : chosen).max { $0.use(sum.all) < $1.use(sum.all) }
    }

    private static func isPassedByChoice(_ bound: SilentBound, _ sum: DefaultSums.Sum) -> Bool {
        bound.isPassed(by: bound.value(sum.all) - bound.value(sum.guaranteed))
    }

    private static func report(
        _ bound: SilentBound, _ direction: FlowDirection, _ sum: DefaultSums.Sum, _ node: ConnectivityNode,
        _ place: Place, log: inout FindingLog
    ) {
        let total = bound.value(sum.all)
        let guaranteed = bound.value(sum.guaranteed)
        let (load, defaults) = (bound.value(sum.baseLoad), bound.value(sum.defaults))
        let parts = "base load \(bound.text(load)), defaults \(bound.text(defaults))"
        let phase = bound.phase.map { " on phase \($0.text)" } ?? ""
        let text =
            "with every DER at its default, \(node.id) \(direction.rawValue)s \(bound.text(total))\(phase) (\(parts)),"
            + " \(bound.text(total - bound.limit)) over \(bound.words)"
        if isPassedByChoice(bound, sum) {
            log.error(place, text)
        } else {
            log.warning(place, text + "; the law guarantees \(bound.text(guaranteed)) of it")
        }
    }
}
