// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Who gives way before whom: strict tiers, and under last in, first out the rank of the connection within the tier.
///
/// A tier is a stretch of prices. It is one wide where no DER of the tier is shared last in, first out; else as wide as
/// there are different dates among those, the newest first. Whoever shares the tier by another principle moves over the
/// whole stretch, so that at a limit above both the two sorts give way in step:
///
/// ```
/// price   1 ───────── 2 ───────── 3 ───────── 4
/// tier 1  │  newest   │  older    │  oldest   │     last in, first out
///         │◀──────── everybody else ─────────▶│     any other principle
/// ```
struct AccessOrder: Sendable {
    /// Price from which each DER gives way.
    let price: [Double]
    /// Prices over which its whole move spreads.
    let width: [Double]
    /// For turns that are not shared but given: the higher first.
    let seniority: [Double]
    /// Place of each DER by identifier: ties go by it, never by the order of a file.
    let place: [Int]

    init(_ ders: [DER], principle: [AccessPrinciple]) {
        let ranks = Self.ranks(ders, principle)
        var starts: [Int: (price: Double, width: Double)] = [:]
        var stretched = 0
        for tier in Set(ders.map(\.tier)).sorted() {
            let width = max(ranks[tier]?.count ?? 1, 1)
            starts[tier] = (Double(tier + stretched), Double(width))
            stretched += width - 1
        }
        var (price, width, seniority): ([Double], [Double], [Double]) = ([], [], [])
        for (der, principle) in zip(ders, principle) {
            let tier = starts[der.tier]!
            if principle == .lastInFirstOut, let rank = ranks[der.tier]?[der.connectedSince] {
                price.append(tier.price + Double(rank))
                width.append(1)
                seniority.append(tier.price + Double(rank))
            } else {
                price.append(tier.price)
                width.append(tier.width)
                seniority.append(tier.price + (tier.width - 1) / 2)
            }
        }
        (self.price, self.width, self.seniority) = (price, width, seniority)
        var place = [Int](repeating: 0, count: ders.count)
        for (at, der) in ders.indices.sorted(by: { ders[$0].id < ders[$1].id }).enumerated() { place[der] = at }
        self.place = place
    }

    /// The rank of each date among those of a tier that are shared last in, first out: 0 is the newest, and whoever has
    /// no date is as new as that gets.
    private static func ranks(_ ders: [DER], _ principle: [AccessPrinciple]) -> [Int: [ConnectionDate?: Int]] {
        var dates: [Int: Set<ConnectionDate?>] = [:]
        for (der, principle) in zip(ders, principle) where principle == .lastInFirstOut {
            dates[der.tier, default: []].insert(der.connectedSince)
        }
        return dates.mapValues { dates in
            let newestFirst = dates.sorted { left, right in
                guard let right else { return false }
                return left.map { $0 > right } ?? true
            }
            return Dictionary(uniqueKeysWithValues: zip(newestFirst, 0...))
        }
    }
}
