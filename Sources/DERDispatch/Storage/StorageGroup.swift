// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Storages that hold the measured flow of one node together: their shares add up to what it needs.
struct StorageGroup: Sendable {
    /// The metered node.
    let node: Int
    /// Import that is held there, kW.
    let aimKW: Double
    /// Whether export is held too: the flow is brought to the aim from both sides.
    let isTwoSided: Bool
    /// Positions of its DERs.
    var members: [Int]

    /// The groups of a feeder.
    static func all(_ feeder: Feeder, _ index: FeederIndex) -> [StorageGroup] {
        var groups: [StorageGroup] = []
        var known: [Key: Int] = [:]
        for (der, unit) in feeder.ders.enumerated() {
            let operation = unit.storageRule.operation
            guard let node = index.node(of: operation, der: der) else { continue }
            let aim: Double
            switch operation {
            case .selfConsumption: aim = 0
            case .peakShaving(let rule): aim = rule.threshold.kilowatts
            case .request, .idle, .schedule: continue
            }
            let key = Key(node: node, aim: aim, word: operation.word)
            let position = known[key] ?? groups.count
            if position == groups.count {
                known[key] = position
                groups.append(
                    StorageGroup(node: node, aimKW: aim, isTwoSided: operation == .selfConsumption, members: []))
            }
            groups[position].members.append(der)
        }
        return groups
    }

    private struct Key: Hashable {
        var node: Int
        var aim: Double
        var word: StorageOperation.Word
    }
}
