// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Where phases are followed, and what each DER counts for with them (design.md section 6, "Phases").
///
/// A phase is followed inside one grounded-wye zone. A delta-wye transformer ends it: a kW on one phase below draws on
/// two lines above, `sqrt(3)` times what a third of it on each would. Limits of apparent and active power above see the
/// total, those in amperes that worst case.
struct FollowedPhases: Sendable {
    /// Where phases are phases, and currents currents.
    let zones: PhaseZones
    /// Whether the phases at each node are those of the DERs below it.
    let isFollowed: [Bool]
    /// Shares of each DER on its declared phases.
    let shares: [AccountShares]
    /// Whether some DER is not on all three phases.
    let isAnyUnbalanced: Bool

    init(_ feeder: Feeder, _ index: FeederIndex) {
        zones = PhaseZones(feeder, index)
        let followed = zones.isFollowed
        isFollowed = followed
        shares = feeder.ders.enumerated().map { position, der in
            let node = Int(index.nodeOfDER[position])
            let isBelowDelta = followed[node] && !followed[0]
            return AccountShares(CountedShare(der, isBelowDelta: isBelowDelta))
        }
        isAnyUnbalanced = feeder.ders.contains { $0.phases.count < 3 }
    }

    /// Shares of an outlet on three phases whose vehicle uses only some of them: its power is still what all would
    /// carry.
    static func shares(using phases: PhaseCode, of all: PhaseCode) -> AccountShares {
        let part = 1 / Double(max(all.count, 1))
        return AccountShares(phases.each(part), total: Double(phases.count) * part, equivalent: 1)
    }
}

extension AccountShares {
    fileprivate init(_ share: CountedShare) {
        self.init(share.onPhases, total: share.total, equivalent: share.equivalent)
    }

    fileprivate init(_ phases: SIMD3<Double>, total: Double, equivalent: Double) {
        self.init(a: phases.x, b: phases.y, c: phases.z, total: total, equivalent: equivalent)
    }
}
