// SPDX-License-Identifier: Apache-2.0

/// The search for one node's price: Newton's method inside a bracket that shrinks whatever the curve does.
///
///     e(l) = how far the sum S(l) passes the bound, in kW;  wanted: -window <= e <= rounding
///
///     e |\                       near: passes the bound (at first the parent's price)
///       | \___                   far:  keeps it (at first the end of the price range, where e follows from the
///     0 |-----\------- l               reachable range and need not be evaluated)
///       |      \______
///
/// `S` is piecewise linear: a Newton step from the right piece hits the middle of the window at once. Flat pieces (gaps
/// between tiers) give no slope; there the secant through both ends of the bracket is tried, and where steps neither
/// halve the bracket nor the error, the bracket is halved.
struct PriceSearch {
    /// The price to evaluate at next, or the answer.
    private(set) var price: Double

    private let sign: Double
    private let bound: Double
    private let window: Double
    private let rounding: Double
    private var near: (price: Double, excess: Double)
    private var far: (price: Double, excess: Double)
    private var excess: Double
    private var slope: Double
    private var hint: Double?
    private var slowSteps = 0

    /// Steps in a row that may halve neither the bracket nor the error before the bracket is halved.
    private static let patience = 3

    /// Nil where the sum at the parent's price is within bounds, give or take the window.
    @inline(__always)
    init?(above: Double, sum: FlowSum, state: NodeState, range: FlowRange, bracket: (floor: Double, ceiling: Double)) {
        if sum.flow > state.upper {
            (sign, bound) = (1, state.upper)
            far = (max(above, bracket.ceiling), range.least - state.upper)
        } else if sum.flow < state.lower {
            (sign, bound) = (-1, state.lower)
            far = (min(above, bracket.floor), state.lower - range.most)
        } else {
            return nil
        }
        let scale = 1 + range.least.magnitude + range.most.magnitude
        window = AllocationSolver.window * scale
        rounding = AllocationSolver.rounding * scale
        excess = sign * (sum.flow - bound)
        guard excess > window else { return nil }
        price = above
        slope = sum.slope
        near = (above, excess)
    }

    /// Starts at this price, if it lies inside the bracket.
    mutating func begin(at price: Double) { hint = price }

    /// Chooses the next price; false where the bracket holds no further one.
    mutating func advance() -> Bool {
        if let hint, isInside(hint) {
            price = hint
            self.hint = nil
            return true
        }
        hint = nil
        if slope > 0, slowSteps < Self.patience {
            let newton = price + sign * (excess + 0.5 * (window + resolution)) / slope
            if isInside(newton) {
                price = newton
                return true
            }
            let secant = near.price + (far.price - near.price) * (near.excess / (near.excess - far.excess))
            if far.excess < 0, isInside(secant) {
                price = secant
                return true
            }
        }
        slowSteps = 0
        let middle = near.price + 0.5 * (far.price - near.price)
        guard isInside(middle) else { return false }
        price = middle
        return true
    }

    /// Takes the sum at `price`; true where it is within the window.
    mutating func observe(_ sum: FlowSum) -> Bool {
        let width = (far.price - near.price).magnitude
        let previous = excess.magnitude
        excess = sign * (sum.flow - bound)
        slope = sum.slope
        if excess > rounding {
            near = (price, excess)
        } else if excess >= -window - resolution {
            return true
        } else {
            far = (price, excess)
        }
        let isFast = excess.magnitude <= 0.5 * previous || (far.price - near.price).magnitude <= 0.5 * width
        slowSteps = isFast ? 0 : slowSteps + 1
        return false
    }

    /// Goes to the end of the bracket that keeps the bound.
    mutating func retreat() { price = far.price }

    /// Room left under the bound; nil where it is too little to matter.
    func unusedKW(_ sum: FlowSum) -> Double? {
        let unused = -sign * (sum.flow - bound)
        return unused > AllocationSolver.leastReportedKW(of: bound) + 2 * window ? unused : nil
    }

    /// How much the flow moves between this price and one a few steps of a `Double` away: high ranks have coarse
    /// prices.
    private var resolution: Double { 4 * slope * price.ulp }

    @inline(__always)
    private func isInside(_ candidate: Double) -> Bool {
        min(near.price, far.price) < candidate && candidate < max(near.price, far.price)
    }
}
