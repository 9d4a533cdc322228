// SPDX-License-Identifier: Apache-2.0

/// The way to the optimum from afar: a primal-dual interior point, predictor and corrector after Mehrotra, whose linear
/// systems have the shape of the tree.
///
///     minimise    sum of cost(way) + penalty x (excess above and below)
///     subject to  0 <= x <= width               for each segment, u = width - x
///                 flow + s = ceiling + e        for each upper side of a limit, s, e >= 0 (lower sides mirrored)
///
/// The excess e makes every problem solvable: no limit is refused, and where all can be kept a penalty above all prices
/// leaves no excess. Each pair of a distance and its price is driven to the same product mu, and mu to 0:
///
///     x zl = u zu = mu (segments)      s y = e w = mu, y + w = penalty (sides)
///
/// With h = curvature + zl/x + zu/u of a segment and H = 1 / (s/y + e/w) of a side, one step is a `TreeElimination`.
/// Ways and prices both stay inside their bounds, so what is left at any time is a valid answer whose gap is known.
struct InteriorPoint: Sendable {
    var elimination = TreeElimination()
    var segments: [PowerSegment] = []
    var ways: [Way] = []
    /// Upper side of row `i` at `2 i`, lower side at `2 i + 1`.
    var sides: [Side] = []
    var penalty = 0.0
    /// Sum of all products: the distance to the optimum's cost.
    var gap = 0.0
    /// Largest distance of a side's s and e to the flow, as a share of both.
    var mismatch = 0.0
    /// Cost of the ways.
    var cost = 0.0
    /// What counts as much: a distance in kW, a price.
    var (room, reach) = (0.0, 0.0)
    /// Flow of each block before any way is gone.
    var starts: [PhaseVector] = []
    var headPrice = 0.0
    var pairs = 0

    /// x, u, zl, zu of a segment, and of its step.
    struct Way: Sendable {
        var x = 0.0
        var u = 0.0
        var zl = 0.0
        var zu = 0.0
        /// 1 / h.
        var slack = 0.0
        /// cost + curvature x way + price: 0 at an inner optimum.
        var gradient = 0.0
        /// What the products x zl and u zu are aimed at.
        var (aimL, aimU) = (0.0, 0.0)
        var (stepX, stepL, stepU) = (0.0, 0.0, 0.0)
    }

    /// s, e, y, w of one side of a limit, and of its step; not in use where the bound is infinite.
    struct Side: Sendable {
        var isUsed = false
        var s = 0.0
        var e = 0.0
        var y = 0.0
        var w = 0.0
        /// By how much the flow passes the bound; negative inside.
        var excess = 0.0
        /// H of this side.
        var stiffness = 0.0
        /// What its price would do if the flow stayed, per unit of H.
        var drive = 0.0
        /// What the products s y and e w are aimed at.
        var (aimS, aimE) = (0.0, 0.0)
        var (stepS, stepE, stepY) = (0.0, 0.0, 0.0)
    }

    /// Steps keep this share of the way to the nearest bound.
    private static let reserve = 0.995
    /// Ways and sides fit together but for rounding; a step that tears them apart by more than this share is not taken.
    private static let mostMismatch = 1e-9
    /// A step shorter than this leads nowhere.
    private static let leastLength = 1e-9

    mutating func fit(_ tree: LimitTree) {
        elimination.fit(tree)
        if sides.count < 2 * tree.rows.count { sides = Array(repeating: Side(), count: 2 * tree.rows.count) }
        if starts.count < tree.blocks.count { starts = Array(repeating: .zero, count: tree.blocks.count) }
    }

    /// One step; false where it can go no further.
    mutating func advance(_ tree: inout LimitTree, _ component: LimitComponent) -> Bool {
        predict(component)
        predictSides(component)
        elimination.factor(tree, component)
        offsetRows(component)
        elimination.solve(tree, component)
        let (byWays, bySides) = (reachOfWays(), reachOfSides(component))
        let length = min(1, 1 / max(byWays.ratio, bySides.ratio))
        // Products are left as (1 - length) gap + length^2 x sum of the steps' products.
        let left = max(0, 1 - length + length * length * (byWays.products + bySides.products) / gap)
        let mu = max(gap / Double(pairs) * left * left * left, Double.leastNormalMagnitude)
        correct(component, mu)
        correctSides(component, mu)
        offsetRows(component)
        elimination.solve(tree, component)
        let ratio = max(reachOfWays().ratio, reachOfSides(component).ratio)
        let go = min(1, Self.reserve / ratio)
        guard go > Self.leastLength else { return false }
        let before = mismatch
        move(go)
        moveSides(component, go)
        carry(&tree, component)
        if gap.isFinite, mismatch <= max(Self.mostMismatch, 2 * before) { return true }
        move(-go)
        moveSides(component, -go)
        carry(&tree, component)
        return false
    }
}
