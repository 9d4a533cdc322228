// SPDX-License-Identifier: Apache-2.0

/// What the bounds of one account on a path make of a price: they move it into this band.
///
/// On the way down from the head a full import bound raises the floor, a full export bound lowers the ceiling, and where
/// the two would cross the lower node's moves the other's along. For one account alone, a price of 0 moved into the band
/// is the price of `AllocationSolver`.
struct PriceBand: Equatable, Sendable {
    var floor: Double
    var ceiling: Double

    /// No bound acts.
    static let open = PriceBand(floor: -.infinity, ceiling: .infinity)

    /// The band below an import bound that asks for at least this price.
    @inline(__always)
    func raised(to price: Double) -> PriceBand {
        PriceBand(floor: price, ceiling: ceiling > price ? ceiling : price)
    }

    /// The band below an export bound that asks for at most this price.
    @inline(__always)
    func lowered(to price: Double) -> PriceBand {
        PriceBand(floor: floor < price ? floor : price, ceiling: price)
    }

    /// The price moved into the band.
    @inline(__always)
    func clamp(_ price: Double) -> Double {
        let raised = price > floor ? price : floor
        return raised < ceiling ? raised : ceiling
    }
}
