// SPDX-License-Identifier: Apache-2.0

/// What flows at a node in one direction while the gateway is silent (design.md section 6, rule 5): every DER at its
/// default, base load at its worst; in total, on each phase, and in amperes. Magnitudes.
///
/// Where phases are followed each DER counts on those it is on, and on all where nobody knows which; above a delta
/// winding as if each phase carried its heaviest. The default of an AC EVSE is a current: in kW it counts at the highest
/// voltage, in amperes as itself where no transformer lies between. Everything else is a power, and draws its current
/// at the lowest voltage.
package struct SilentSum: Sendable {
    /// kW of all phases.
    package var totalKW = 0.0
    /// kW on A, B and C.
    package var phaseKW = SIMD3<Double>()
    /// A on A, B and C.
    package var amperes = SIMD3<Double>()

    /// Nothing.
    package init() {}

    /// Where a sum is made.
    package struct Place {
        fileprivate let isFollowed: Bool
        fileprivate let isOneVoltage: Bool
        fileprivate let nominalVolts: Double
        fileprivate let amperesPerKW: Double

        /// At a node, by position.
        package init(_ node: Int, _ feeder: Feeder, _ zones: PhaseZones) {
            let equipment = feeder.nodes[node]
            isFollowed = zones.isFollowed[node]
            isOneVoltage = zones.isOneVoltage[node]
            nominalVolts = equipment.nominalPhaseVoltage.volts
            amperesPerKW = 1_000 / (nominalVolts * RatingConversion.lowestVoltageRatio * equipment.powerFactor)
        }
    }

    /// Adds a DER at its default.
    ///
    /// - Parameters:
    ///   - power: its default in the direction, at nominal voltage.
    ///   - isBelowDelta: whether phases are followed where it stands.
    ///   - losses: what flows at the place for each kW of it.
    package mutating func add(
        _ power: ActivePower, of der: DER, _ direction: Direction, at place: Place, isBelowDelta: Bool,
        losses: Double = 1
    ) {
        guard power > .zero else { return }
        let share = Share(der, place, isBelowDelta: isBelowDelta)
        let ratio = direction == .import ? der.unit.highestImportRatio : 1
        let kW = power.kilowatts * ratio * losses
        totalKW += kW * share.inTotal
        phaseKW += kW * share.onPhases
        var isToldAmperes = false
        if case .ocpp = der.communication { isToldAmperes = der.unit.isACEVSE }
        let isExact = isToldAmperes && direction == .import && place.isFollowed && place.isOneVoltage
        let perKW = isExact ? 1_000 / (place.nominalVolts * ratio * losses) : place.amperesPerKW
        amperes += kW * perKW * share.onPhases
    }

    /// Adds base load that stands at a node.
    package mutating func add(
        _ load: BaseLoad, on phases: PhaseCode, _ direction: Direction, at place: Place, losses: Double = 1
    ) {
        let isImport = direction == .import
        let sign = (isImport ? 1 : -1) * losses
        let total = sign * (isImport ? load.maximum : load.minimum).kilowatts
        var onPhases = SIMD3<Double>(repeating: total / 3)
        if place.isFollowed {
            let declared = isImport ? load.byPhase?.maximum : load.byPhase?.minimum
            let alike = total / Double(max(phases.count, 1))
            onPhases = SIMD3(
                [PhaseCode.a, .b, .c].map { phase in
                    guard load.byPhase != nil else { return phases.contains(phase) ? alike : 0 }
                    return sign * (declared?[phase]?.kilowatts ?? 0)
                })
        }
        totalKW += total
        phaseKW += onPhases
        amperes += onPhases * place.amperesPerKW
    }

    /// A direction of flow.
    package enum Direction: String {
        case `import`, export
    }

    /// The sum of two.
    package static func + (left: SilentSum, right: SilentSum) -> SilentSum {
        var sum = left
        sum.totalKW += right.totalKW
        sum.phaseKW += right.phaseKW
        sum.amperes += right.amperes
        return sum
    }
}

/// What a kW of a DER counts for at a place.
private struct Share {
    var inTotal = 1.0
    var onPhases: SIMD3<Double>

    init(_ der: DER, _ place: SilentSum.Place, isBelowDelta: Bool) {
        let count = Double(max(der.phases.count, 1))
        let isLost = !der.isPhaseKnown && count < 3
        if isLost { inTotal = 3 / count }
        if place.isFollowed {
            onPhases = SIMD3([PhaseCode.a, .b, .c].map { isLost ? 1 : der.phases.contains($0) ? 1 / count : 0 })
        } else {
            let isOfOne = isBelowDelta && count == 1 && !isLost
            onPhases = SIMD3(repeating: (isOfOne ? PhaseZones.deltaFactor : 3 / count) / 3)
        }
    }
}
