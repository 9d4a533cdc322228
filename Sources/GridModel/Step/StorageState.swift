// SPDX-License-Identifier: Apache-2.0

/// What a store of energy is at: the end of a step, and the mean power over it.
public struct StorageState: Sendable, Hashable {
    /// State of charge, 0...1.
    public var stateOfCharge: Double
    /// Mean power over the last step at the grid side; positive charges.
    public var power: ActivePower

    /// A state at rest unless a power is given.
    public init(stateOfCharge: Double, power: ActivePower = .zero) {
        self.stateOfCharge = stateOfCharge
        self.power = power
    }
}

/// How a battery takes charge: full power up to a state of charge, then linearly less.
///
/// ```
/// power  ────────────╲
///                     ╲  tail
/// soc    0 ........ 0.8  1
/// ```
public struct ChargeTaper: Sendable, Hashable {
    /// State of charge where the power begins to fall.
    public var begin: Double
    /// Part of the full power that is left at state of charge 1; above 0, so that full is reached.
    public var tail: Double

    /// A taper; the values given here are typical of lithium cells.
    public init(begin: Double = 0.8, tail: Double = 0.1) {
        self.begin = begin
        self.tail = tail
    }

    /// Part of the full power that is taken at `stateOfCharge`.
    public func part(at stateOfCharge: Double) -> Double {
        guard stateOfCharge > begin, begin < 1 else { return 1 }
        return max(tail, 1 - (1 - tail) * (stateOfCharge - begin) / (1 - begin))
    }
}

/// A reservoir of energy between two states of charge, with losses both ways.
///
/// One computation for batteries and vehicles: `power x efficiency x time / capacity`, cut at the bounds, so that what
/// the grid gives, what is lost and what is stored always add up.
struct Reservoir {
    var capacity: ActiveEnergy
    var chargeEfficiency: Double
    var dischargeEfficiency: Double
    var lower: Double
    var upper: Double
    var taper: ChargeTaper
    /// Charging power that the taper takes its part of.
    var fullCharge: ActivePower

    /// Longest stretch over which the taper counts as constant: at 1C it falls by some 4 % in it.
    static let taperStretchS = 30.0

    /// Charge after `seconds` at no more than `power`, and the energy drawn from the grid.
    func step(_ stateOfCharge: Double, power: ActivePower, seconds: Double) -> (
        stateOfCharge: Double, energy: ActiveEnergy
    ) {
        var charge = stateOfCharge, drawn = ActiveEnergy.zero, left = seconds
        while left > 0 {
            let stretch = stretch(at: charge, power: power, left: left)
            let move = move(charge, power: limited(power, at: charge, seconds: stretch), seconds: stretch)
            charge = move.stateOfCharge
            drawn += move.energy
            left -= stretch
        }
        return (charge, drawn)
    }

    /// Up to where the taper begins in one piece, then stretch by stretch; everything else in one piece.
    private func stretch(at charge: Double, power: ActivePower, left: Double) -> Double {
        guard power > .zero, charge < upper else { return left }
        let untilTaper = (taper.begin - charge) * capacity.joules / (power.watts * chargeEfficiency)
        if untilTaper > 1e-6 { return min(left, untilTaper) }
        return min(left, Self.taperStretchS)
    }

    /// The power that the taper leaves, taken in the middle of the stretch.
    private func limited(_ power: ActivePower, at charge: Double, seconds: Double) -> ActivePower {
        guard power > .zero, charge > taper.begin - 1e-12 else { return power }
        let first = min(power, fullCharge * taper.part(at: charge))
        let middle = charge + 0.5 * first.watts * chargeEfficiency * seconds / capacity.joules
        return min(power, fullCharge * taper.part(at: min(middle, upper)))
    }

    private func move(
        _ charge: Double, power: ActivePower, seconds: Double
    ) -> (stateOfCharge: Double, energy: ActiveEnergy) {
        let factor = power > .zero ? chargeEfficiency : 1 / dischargeEfficiency
        let wanted = charge + power.watts * factor * seconds / capacity.joules
        if power > .zero, wanted > upper {
            let room = max(0, upper - charge)
            return (max(charge, upper), .joules(room * capacity.joules / factor))
        }
        if power < .zero, wanted < lower {
            let store = max(0, charge - lower)
            return (min(charge, lower), .joules(-store * capacity.joules / factor))
        }
        return (wanted, power.energy(seconds: seconds))
    }
}
