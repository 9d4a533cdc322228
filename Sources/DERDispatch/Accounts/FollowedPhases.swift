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
            return Self.shares(of: der, isBelowDelta: isBelowDelta)
        }
        isAnyUnbalanced = feeder.ders.contains { $0.phases.count < 3 }
    }

    private static func shares(of der: DER, isBelowDelta: Bool) -> AccountShares {
        let count = Double(max(der.phases.count, 1))
        let equivalent = isBelowDelta && count == 1 && der.isPhaseKnown ? PhaseZones.deltaFactor : 3 / count
        if !der.isPhaseKnown, count < 3 {
            // It may be all on any phase.
            return AccountShares(a: 1, b: 1, c: 1, total: 3 / count, equivalent: 3 / count)
        }
        return shares(on: der.phases, each: 1 / count, equivalent: equivalent)
    }

    /// Shares of an outlet on three phases whose vehicle uses only some of them: its power is still what all would
    /// carry.
    static func shares(using phases: PhaseCode, of all: PhaseCode) -> AccountShares {
        shares(on: phases, each: 1 / Double(max(all.count, 1)), equivalent: 1)
    }

    private static func shares(on phases: PhaseCode, each part: Double, equivalent: Double) -> AccountShares {
        func share(_ phase: PhaseCode) -> Double { phases.contains(phase) ? part : 0 }
        return AccountShares(
            a: share(.a), b: share(.b), c: share(.c), total: Double(phases.count) * part, equivalent: equivalent)
    }
}
