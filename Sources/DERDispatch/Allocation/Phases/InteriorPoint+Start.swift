// SPDX-License-Identifier: Apache-2.0

extension InteriorPoint {
    /// Takes up a component and chooses the first point: all ways half gone, all prices small, nothing near a bound.
    mutating func begin(
        _ tree: inout LimitTree, _ component: LimitComponent, _ problem: PhaseAllocationProblem, penalty: Double,
        reach: Double
    ) {
        self.penalty = penalty
        headPrice = problem.headPrice
        collect(tree, component, problem)
        var width = 0.0
        for segment in segments { width += segment.width }
        room = max(1e-6, width / Double(max(1, segments.count)))
        self.reach = reach
        for index in segments.indices {
            ways[index].x = 0.5 * segments[index].width
            ways[index].u = 0.5 * segments[index].width
        }
        carryFlows(tree, component)
        beginSides(tree, component, price: min(0.05 * reach, 0.01 * penalty), room: room)
        for index in component.rows { tree.rows[index].price = netPrice(index) }
        elimination.carryPrices(tree, component, headPrice: headPrice)
        for index in segments.indices {
            let segment = segments[index]
            let price = segment.share.dot(elimination.blocks[Int(segment.block)].price)
            let gradient = segment.cost + segment.curvature * ways[index].x + price
            ways[index].zl = max(0, gradient) + 0.1 * reach
            ways[index].zu = max(0, -gradient) + 0.1 * reach
        }
        carry(&tree, component)
    }

    /// Segments of the component's DERs, and what flows into its blocks where all ways begin.
    private mutating func collect(
        _ tree: LimitTree, _ component: LimitComponent, _ problem: PhaseAllocationProblem
    ) {
        segments.removeAll(keepingCapacity: true)
        for block in component.blocks { starts[block] = .zero }
        for node in component.top..<Int(problem.tree.subtreeEnd[component.top]) {
            let block = tree.blockOfNode[node]
            var start = problem.nodes[node].fixedKW
            for der in Int(problem.tree.firstDER[node])..<Int(problem.tree.firstDER[node + 1]) {
                let share = problem.shares[der]
                let power = PowerSegment.append(
                    to: &segments, problem.totals.ders[der], share.vector, block: block, der: der)
                start.add(share.vector, times: power)
            }
            starts[Int(block)].add(start)
        }
        if ways.count < segments.count { ways = Array(repeating: Way(), count: segments.count) }
        pairs = 2 * segments.count
    }

    private mutating func beginSides(
        _ tree: LimitTree, _ component: LimitComponent, price: Double, room: Double
    ) {
        for block in component.blocks {
            for index in tree.rows(of: block) {
                let row = tree.rows[index]
                let flow = row.direction.dot(elimination.blocks[block].flow)
                beginSide(2 * index, excess: flow - row.ceiling, price: price, room: room)
                beginSide(2 * index + 1, excess: row.floor - flow, price: price, room: room)
            }
        }
    }

    private mutating func beginSide(_ at: Int, excess: Double, price: Double, room: Double) {
        guard excess.isFinite else {
            sides[at] = Side()
            return
        }
        pairs += 2
        sides[at].isUsed = true
        sides[at].y = price
        sides[at].w = penalty - price
        // e w is about s y where the bound is kept.
        let least = excess > 0 ? room : room * price / penalty
        sides[at].s = max(0, -excess) + least
        sides[at].e = max(0, excess) + least
    }

    func netPrice(_ row: Int) -> Double { sides[2 * row].y - sides[2 * row + 1].y }

    /// Flows of all blocks where the ways stand.
    mutating func carryFlows(_ tree: LimitTree, _ component: LimitComponent) {
        for block in component.blocks { elimination.blocks[block].flow = starts[block] }
        for index in segments.indices {
            let segment = segments[index]
            elimination.blocks[Int(segment.block)].flow.add(segment.share, times: ways[index].x)
        }
        elimination.carryFlows(tree, component)
    }

    /// Flows, prices and gap where ways and sides stand.
    mutating func carry(_ tree: inout LimitTree, _ component: LimitComponent) {
        carryFlows(tree, component)
        for index in component.rows { tree.rows[index].price = netPrice(index) }
        elimination.carryPrices(tree, component, headPrice: headPrice)
        var sum = 0.0
        cost = 0
        mismatch = 0
        for index in segments.indices {
            let (way, segment) = (ways[index], segments[index])
            sum += way.x * way.zl + way.u * way.zu
            cost += way.x * (segment.cost + 0.5 * segment.curvature * way.x)
        }
        for block in component.blocks {
            for index in tree.rows(of: block) {
                let row = tree.rows[index]
                let flow = row.direction.dot(elimination.blocks[block].flow)
                sides[2 * index].excess = flow - row.ceiling
                sides[2 * index + 1].excess = row.floor - flow
                for side in 2 * index...2 * index + 1 where sides[side].isUsed {
                    let own = sides[side]
                    sum += own.s * own.y + own.e * own.w
                    let apart = (own.excess + own.s - own.e).magnitude
                    mismatch = max(mismatch, apart / (room + own.s + own.e + flow.magnitude))
                }
            }
        }
        gap = sum
    }
}
