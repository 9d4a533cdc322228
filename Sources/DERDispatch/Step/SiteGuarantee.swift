// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What one site's controllable DERs may draw together whatever an operator dims.
struct SiteGuarantee: Sendable {
    /// The site's usage point.
    var node: Int
    /// The power at nominal voltage, kW.
    var kilowatts: Double
    /// The DERs it speaks of.
    var ders: [Int]

    static func all(_ feeder: Feeder, _ index: FeederIndex) -> [SiteGuarantee] {
        feeder.sites.enumerated().compactMap { position, site in
            guard let minimum = site.guaranteedMinimum else { return nil }
            let node = Int(index.nodeOfSite[position])
            let ders = index.ders(below: node).filter { minimum.covers(feeder.ders[$0]) }
            guard !ders.isEmpty else { return nil }
            return SiteGuarantee(
                node: node, kilowatts: minimum.total(of: ders.map { feeder.ders[$0] }).kilowatts, ders: ders)
        }
    }
}
