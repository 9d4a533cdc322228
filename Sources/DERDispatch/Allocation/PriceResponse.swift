// SPDX-License-Identifier: Apache-2.0

/// How one DER answers a price: the power it takes for a price `l`, found from what leaving its preference costs.
///
///     cost   f(p) = tier d + weightUp/2 d²      for d = p - preferred >= 0
///                  -tier d + weightDown/2 d²    for d < 0
///     power  p(l) = preferred - max(0, l - tier)/weightDown + max(0, -l - tier)/weightUp,  moved into [lower, upper]
///
/// `p` is continuous and never rises with `l`. A higher `tier` gives way later; with `weight x (move) <= 1` and whole
/// numbers as tiers the order is strict. Powers in kW, load convention (+ import, - export); prices are plain numbers.
@frozen
public struct PriceResponse: Hashable, Sendable {
    /// Largest magnitude of a power in kW; a terawatt leaves room for exact sums of millions of DERs.
    public static let maximumKW = 1e9
    /// Weights that keep every price finite and every share resolvable.
    public static let weights = 1e-9...1e9
    /// Largest tier; ranks of connection dates of millions of DERs fit.
    public static let maximumTier = 1e9

    /// Least power in kW.
    public let lowerKW: Double
    /// Largest power in kW.
    public let upperKW: Double
    /// Power at price 0 in kW, before it is moved into the bounds.
    public let preferredKW: Double
    /// Price at which the DER begins to leave its preference.
    public let tier: Double
    /// kW given up per unit of price above the tier: 1 / weightDown.
    public let downKWPerPrice: Double
    /// kW taken on per unit of price below the negative tier: 1 / weightUp.
    public let upKWPerPrice: Double

    /// A response; a value that would make the share undefined is refused.
    public init(
        lowerKW: Double, upperKW: Double, preferredKW: Double, weightUp: Double, weightDown: Double, tier: Double
    ) throws(PriceResponseError) {
        guard lowerKW.magnitude <= Self.maximumKW else { throw .lower(lowerKW) }
        guard upperKW.magnitude <= Self.maximumKW else { throw .upper(upperKW) }
        guard lowerKW <= upperKW else { throw .crossed(lowerKW: lowerKW, upperKW: upperKW) }
        guard preferredKW.magnitude <= Self.maximumKW else { throw .preferred(preferredKW) }
        guard Self.weights.contains(weightUp) else { throw .weightUp(weightUp) }
        guard Self.weights.contains(weightDown) else { throw .weightDown(weightDown) }
        guard tier >= 0, tier <= Self.maximumTier else { throw .tier(tier) }
        self.lowerKW = lowerKW
        self.upperKW = upperKW
        self.preferredKW = preferredKW
        self.tier = tier
        downKWPerPrice = 1 / weightDown
        upKWPerPrice = 1 / weightUp
    }

    /// The power in kW taken at a price.
    @inlinable public func powerKW(at price: Double) -> Double {
        let move =
            price >= 0
            ? -max(0, price - tier) * downKWPerPrice
            : max(0, -price - tier) * upKWPerPrice
        return max(lowerKW, min(upperKW, preferredKW + move))
    }

    /// What it costs to take `powerKW` instead of the preferred power.
    @inlinable public func cost(ofKW powerKW: Double) -> Double {
        let move = powerKW - preferredKW
        let distance = move.magnitude
        return tier * distance + distance * distance / (2 * (move >= 0 ? upKWPerPrice : downKWPerPrice))
    }
}

/// Which value of a price response is refused.
public enum PriceResponseError: Error, Equatable, Sendable {
    /// Not a number, or beyond `PriceResponse.maximumKW`.
    case lower(Double)
    /// Not a number, or beyond `PriceResponse.maximumKW`.
    case upper(Double)
    /// The upper bound is under the lower one.
    case crossed(lowerKW: Double, upperKW: Double)
    /// Not a number, or beyond `PriceResponse.maximumKW`.
    case preferred(Double)
    /// Not within the permitted range; at 0 the cost is linear and the share is not unique.
    case weightUp(Double)
    /// Not within the permitted range; at 0 the cost is linear and the share is not unique.
    case weightDown(Double)
    /// Negative, not a number, or beyond `PriceResponse.maximumTier`.
    case tier(Double)
}
