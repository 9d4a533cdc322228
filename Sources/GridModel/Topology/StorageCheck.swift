// SPDX-License-Identifier: Apache-2.0

/// What operating rules of storages cannot mean: a flow that nobody measures, a node that is not on the path.
enum StorageCheck {
    static func check(_ feeder: Feeder, _ topology: DeclaredTopology, log: inout FindingLog) {
        guard feeder.ders.contains(where: { $0.storageRule.operation.word.needsMeter }) else { return }
        let index = FeederIndex(feeder)
        let places = Dictionary(topology.ders.map { ($0.der.id, $0.rulePlace) }) { first, _ in first }
        for (position, der) in feeder.ders.enumerated() where der.storageRule.operation.word.needsMeter {
            guard let place = places[der.id] else { continue }
            guard let node = index.node(of: der.storageRule.operation, der: position) else {
                log.error(place, "peakShavingNode: \(named(der)) is not on the path of \(der.id) to the head")
                continue
            }
            if !feeder.nodes[node].hasMeter {
                log.error(
                    place,
                    "\(der.storageRule.operation.word.rawValue) goes by what is measured at \(feeder.nodes[node].id),"
                        + " which has no meter")
            }
        }
    }

    private static func named(_ der: DER) -> String {
        if case .peakShaving(let rule) = der.storageRule.operation { rule.node?.text ?? "?" } else { "?" }
    }
}

extension StorageOperation.Word {
    /// Whether it goes by the measured flow of a node.
    fileprivate var needsMeter: Bool { self == .selfConsumption || self == .peakShaving }
}

extension FeederIndex {
    /// The node whose measured flow an operating rule goes by; nil where it names one that is not on the path.
    package func node(of operation: StorageOperation, der: Int) -> Int? {
        let own = Int(nodeOfSite[Int(siteOfDER[der])])
        guard case .peakShaving(let rule) = operation, let id = rule.node else { return own }
        guard let named = nodePosition[id], path(from: Int(nodeOfDER[der])).contains(named) else { return nil }
        return named
    }
}
