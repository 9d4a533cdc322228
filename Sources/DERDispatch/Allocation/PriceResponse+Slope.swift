// SPDX-License-Identifier: Apache-2.0

/// On which side of price 0 an evaluation lies; as tiers are never negative, only one half of each response is at work.
enum PriceSide {
    case positive
    case negative
}

extension PriceResponse {
    /// The power at a price of the given magnitude and side, and how fast it falls with the price.
    ///
    /// On one side of price 0 the response is a straight line between two ends: the preference (or the bound before it)
    /// and the bound. Written without branches: whether a DER moves is not predictable.
    @inline(__always)
    func answer(to magnitude: Double, _ side: PriceSide) -> (power: Double, slope: Double) {
        switch side {
        case .positive:
            let line = preferredKW - (magnitude - tier) * downKWPerPrice
            let top = preferredKW < upperKW ? preferredKW : upperKW
            let capped = line < top ? line : top
            let power = capped > lowerKW ? capped : lowerKW
            return (power, downKWPerPrice.kept(if: line < top).kept(if: line > lowerKW))
        case .negative:
            let line = preferredKW + (magnitude - tier) * upKWPerPrice
            let bottom = preferredKW > lowerKW ? preferredKW : lowerKW
            let raised = line > bottom ? line : bottom
            let power = raised < upperKW ? raised : upperKW
            return (power, upKWPerPrice.kept(if: line > bottom).kept(if: line < upperKW))
        }
    }
}

extension Double {
    /// The value or 0, by masking.
    @inline(__always)
    func kept(if condition: Bool) -> Double {
        Double(bitPattern: bitPattern & (0 &- UInt64(condition ? 1 : 0)))
    }
}
