// SPDX-License-Identifier: Apache-2.0

/// What the plate of a piece of equipment says it may carry.
public enum Rating: Sendable, Hashable {
    /// A transformer's apparent power, all phases together.
    case apparentPower(ApparentPower)
    /// A line's or fuse's current per phase.
    case current(Current)
    /// A rating already given as active power.
    case activePower(ActivePower)
}

/// Turns kVA and amperes into kW (design.md section 6, "What a limit bounds").
///
/// The rule errs to the safe side: a current rating becomes a power at the lowest voltage that is plausible, since the
/// same power draws more current there.
public enum RatingConversion {
    /// Lowest plausible voltage over nominal where nothing is measured.
    public static let lowestVoltageRatio = 0.9
    /// Highest plausible voltage over nominal where nothing is measured.
    public static let highestVoltageRatio = 1.1

    /// Active power that the rating leaves.
    ///
    /// - Parameters:
    ///   - rating: the plate's value.
    ///   - supply: phases, nominal voltage and power factor there.
    ///   - reactivePower: measured Q through the equipment where there is a fresh one; then P = sqrt(S^2 - Q^2).
    ///   - voltage: lowest measured line-to-neutral voltage where there is a fresh one, already with its margin.
    /// - Returns: a magnitude; zero where Q alone fills the rating.
    public static func activePower(
        of rating: Rating, at supply: NodeSupply, reactivePower: ReactivePower?, voltage: Voltage?
    ) -> ActivePower {
        let apparent: Double
        switch rating {
        case .activePower(let power): return power
        case .apparentPower(let power): apparent = power.voltAmperes
        case .current(let current):
            let lowest = voltage ?? supply.nominalPhaseVoltage * lowestVoltageRatio
            apparent = lowest.volts * current.amperes * Double(supply.phases.count)
        }
        guard let reactive = reactivePower?.vars else { return .watts(apparent * supply.powerFactor) }
        let square = apparent * apparent - reactive * reactive
        return .watts(square > 0 ? square.squareRoot() : 0)
    }
}
