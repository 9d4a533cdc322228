// SPDX-License-Identifier: Apache-2.0

/// What flows at a node in one direction while the gateway is silent (design.md section 6, rule 5): every DER at its
/// default, base load at its worst; in total, on each phase, and in amperes. Magnitudes.
///
/// Where phases are followed each DER and each load counts on those it is on, and on all where nobody knows which; above
/// a delta winding as if each phase carried its heaviest. The default of an AC EVSE is a current: in kW it counts at the
/// highest voltage, in amperes as itself where no transformer lies between. Everything else is a power, and draws its
/// current at the lowest voltage.
package struct SilentSum: Sendable, Hashable {
    /// kW of all phases.
    package private(set) var totalKW = 0.0
    /// kW on A, B and C.
    package private(set) var phaseKW = SIMD3<Double>()
    /// A on A, B and C.
    package private(set) var amperes = SIMD3<Double>()

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

    /// Adds what stands somewhere below a place.
    ///
    /// - Parameter losses: what flows at the place for each kW of it.
    package mutating func add(_ part: SilentPart, at place: Place, losses: Double = 1) {
        let kW = losses * (place.isFollowed ? part.phaseKW : SIMD3(repeating: part.equivalentKW / 3))
        totalKW += losses * part.totalKW
        phaseKW += kW
        if let told = part.toldWatts, place.isFollowed, place.isOneVoltage {
            amperes += told / place.nominalVolts
        } else {
            amperes += kW * place.amperesPerKW
        }
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

/// What one DER, or the base load of one node, does in one direction while the gateway is silent.
package struct SilentPart: Sendable {
    package let totalKW: Double
    fileprivate let phaseKW: SIMD3<Double>
    /// Three times what each phase counts where phases are not followed.
    package let equivalentKW: Double
    /// What is a current: W at nominal voltage on each phase; nil for a power.
    fileprivate let toldWatts: SIMD3<Double>?

    /// A DER at its default.
    ///
    /// - Parameters:
    ///   - power: its default in the direction, at nominal voltage.
    ///   - isToldWatts: whether its station takes watts alone, and draws at the lowest voltage what they come to.
    package init(
        _ power: ActivePower, of der: DER, _ share: CountedShare, _ direction: FlowDirection, isToldWatts: Bool = false
    ) {
        let ratio = direction == .import ? der.unit.highestImportRatio : 1
        let kW = max(power.kilowatts, 0) * ratio
        totalKW = kW * share.total
        phaseKW = kW * share.onPhases
        equivalentKW = kW * share.equivalent
        var isToldAmperes = false
        if case .ocpp = der.communication { isToldAmperes = der.unit.isACEVSE && !isToldWatts }
        toldWatts = isToldAmperes && direction == .import ? max(power.watts, 0) * share.onPhases : nil
    }

    /// Base load at its worst.
    ///
    /// - Parameter isBelowDelta: whether phases are followed where it stands.
    package init(_ load: BaseLoad, on phases: PhaseCode, _ direction: FlowDirection, isBelowDelta: Bool) {
        let isImport = direction == .import
        let sign = isImport ? 1.0 : -1.0
        totalKW = sign * (isImport ? load.maximum : load.minimum).kilowatts
        phaseKW =
            load.byPhase.map { sign * (isImport ? $0.maximum : $0.minimum).kilowatts }
            ?? phases.each(totalKW / Double(max(phases.count, 1)))
        equivalentKW = CountedShare.equivalent(phaseKW, isBelowDelta: isBelowDelta)
        toldWatts = nil
    }

    /// A load that stands nobody knows where, alike on some phases.
    package init(_ power: ActivePower, on phases: PhaseCode) {
        totalKW = power.kilowatts
        phaseKW = phases.each(totalKW / Double(max(phases.count, 1)))
        equivalentKW = CountedShare.equivalent(phaseKW, isBelowDelta: false)
        toldWatts = nil
    }
}
