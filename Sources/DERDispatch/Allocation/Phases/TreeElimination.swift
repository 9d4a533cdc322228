// SPDX-License-Identifier: Apache-2.0

/// Solves one linear step of the prices by walking the blocks up and down once.
///
///     S   3x3, how far the flows F below a place fall when the phases' prices pi there rise:  dF = s - S dpi
///     r   direction of a limit's flow,  Y its price:  dpi inside = dpi outside + r dY,  dY = H (r.dF) + q
///
/// A limit stands in the way of the price like a link of a chain. Put into `dF = s - S (dpi + r dY)` it gives
///
///     v = S r,  t = r.v,  gain g = H / (1 + H t),  offset o = q / (1 + H t),  alpha = r.s
///     dY = g (alpha - v.dpi) + o
///     S' = S - g v vT,   s' = s - v (g alpha + o)         as the place outside sees it
///
/// One such step of rank one for each limit, the innermost first, then the block's S' and s' are added to its parent's.
/// A limit that must be met exactly has H = infinity: g = 1 / t, o = -g x (wanted change of its flow).
struct TreeElimination: Sendable {
    var blocks: [Block] = []
    var rows: [Row] = []

    struct Block: Sendable {
        /// In: of the DERs of this block alone. Consumed by `factor` and `solve`.
        var matrix = PhaseMatrix()
        var vector = PhaseVector.zero
        /// What the matrix's trace would be without limits: what is left after elimination is judged by it.
        var slope = 0.0
        /// Out: change of the price inside the block's limits.
        var priceStep = PhaseVector.zero
        /// Flow into the block and price inside it, kept by the user of the elimination.
        var flow = PhaseVector.zero
        var price = PhaseVector.zero
        /// How far the flow may be off because prices are `Double`s, kept likewise.
        var blur = 0.0
    }

    struct Row: Sendable {
        /// In: H; infinite where the flow is given.
        var stiffness = 0.0
        /// In where H is infinite: the change of the flow that is asked for.
        var wanted = 0.0
        /// In where H is finite: o.
        var offset = 0.0
        var response = PhaseVector.zero
        var slope = 0.0
        var gain = 0.0
        /// 1 / (1 + H t), or the gain where H is infinite.
        var damping = 0.0
        var lead = 0.0
        /// Out: dY, and the change of the flow where H is finite.
        var priceStep = 0.0
        var flowStep = 0.0
    }

    mutating func fit(_ tree: LimitTree) {
        if blocks.count < tree.blocks.count {
            blocks = Array(repeating: Block(), count: tree.blocks.count)
        }
        if rows.count < tree.rows.count { rows = Array(repeating: Row(), count: tree.rows.count) }
    }

    /// Less than this share of the slopes below is rounding: a limit there cannot be met by its price.
    private static let resolution = 1e-12

    /// Children first: gains of all limits.
    mutating func factor(_ tree: LimitTree, _ component: LimitComponent) {
        for block in component.blocks.reversed() {
            var matrix = blocks[block].matrix
            let slope = blocks[block].slope
            for index in tree.rows(of: block) {
                let direction = tree.rows[index].direction
                let response = matrix.times(direction)
                let answer = max(0, direction.dot(response))
                let stiffness = rows[index].stiffness
                rows[index].response = response
                rows[index].slope = answer
                if stiffness == .infinity {
                    rows[index].gain = answer > Self.resolution * slope ? 1 / answer : 0
                    rows[index].damping = rows[index].gain
                    rows[index].offset = -rows[index].gain * rows[index].wanted
                } else {
                    rows[index].damping = 1 / (1 + stiffness * answer)
                    rows[index].gain = stiffness * rows[index].damping
                }
                if rows[index].gain > 0 { matrix.addSquare(of: response, times: -rows[index].gain) }
            }
            let parent = Int(tree.blocks[block].parent)
            guard parent >= 0 else { continue }
            blocks[parent].matrix.add(matrix)
            blocks[parent].slope += slope
        }
    }

    /// Up with the vectors, down with the prices.
    mutating func solve(_ tree: LimitTree, _ component: LimitComponent) {
        for block in component.blocks.reversed() {
            var vector = blocks[block].vector
            for index in tree.rows(of: block) {
                let lead = tree.rows[index].direction.dot(vector)
                rows[index].lead = lead
                vector.add(rows[index].response, times: -(rows[index].gain * lead + rows[index].offset))
            }
            let parent = Int(tree.blocks[block].parent)
            if parent >= 0 { blocks[parent].vector.add(vector) }
        }
        for block in component.blocks {
            let parent = Int(tree.blocks[block].parent)
            var step = parent >= 0 ? blocks[parent].priceStep : .zero
            for index in tree.rows(of: block).reversed() {
                let row = rows[index]
                let drive = row.lead - row.response.dot(step)
                rows[index].priceStep = row.gain * drive + row.offset
                rows[index].flowStep = row.damping * drive - row.slope * row.offset
                step.add(tree.rows[index].direction, times: rows[index].priceStep)
            }
            blocks[block].priceStep = step
        }
    }

    /// Prices inside each block from the limits' own prices.
    mutating func carryPrices(_ tree: LimitTree, _ component: LimitComponent, headPrice: Double) {
        for block in component.blocks {
            let parent = Int(tree.blocks[block].parent)
            var price = parent >= 0 ? blocks[parent].price : PhaseVector(repeating: headPrice)
            for index in tree.rows(of: block) {
                price.add(tree.rows[index].direction, times: tree.rows[index].price)
            }
            blocks[block].price = price
        }
    }

    /// Adds each block's flow to its parent's.
    mutating func carryFlows(_ tree: LimitTree, _ component: LimitComponent) {
        for block in component.blocks.reversed() {
            let parent = Int(tree.blocks[block].parent)
            if parent >= 0 { blocks[parent].flow.add(blocks[block].flow) }
        }
    }
}
