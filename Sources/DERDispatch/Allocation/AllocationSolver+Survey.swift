// SPDX-License-Identifier: Apache-2.0

extension AllocationSolver {
    /// Pass 1, children before parents: reachable ranges, relaxed bounds, overloads, and the sums at the head's price.
    mutating func survey(_ problem: AllocationProblem) {
        overloads.removeAll(keepingCapacity: true)
        var reach = PriceReach()
        let side: PriceSide = problem.headPrice >= 0 ? .positive : .negative
        let tree = problem.tree
        let (firstDER, depth) = (tree.firstDER.span, tree.depth.span)
        let (bounds, ders) = (problem.nodes.span, problem.ders.span)
        for node in stride(from: tree.nodeCount - 1, through: 0, by: -1) {
            let level = Int(depth[node])
            var total = OpenNode()
            for index in Int(firstDER[node])..<Int(firstDER[node + 1]) {
                let der = ders[index]
                reach.include(der)
                let answer = der.answer(to: problem.headPrice.magnitude, side)
                total.flow += answer.power
                total.slope += answer.slope
                total.least += der.lowerKW
                total.most += der.upperKW
            }
            total.close(over: open[level + 1], fixed: bounds[node].fixedKW)
            open[level + 1] = OpenNode()
            let state = relax(node, bounds[node], to: total, depth: depth[node], firstDER: firstDER[node])
            states[node] = state
            ranges[node] = FlowRange(least: total.least, most: total.most)
            sums[node] = FlowSum(flow: total.flow, slope: total.slope)
            open[level].add(total, cutAt: state)
        }
        open[0] = OpenNode()
        overloads.reverse()
        priceBracket = reach.bracket
    }

    /// Moves a bound only as far as the subtree forces it, and notes by how much.
    @inline(__always)
    private mutating func relax(
        _ node: Int, _ bounds: FlowBounds, to range: OpenNode, depth: Int32, firstDER: Int32
    ) -> NodeState {
        var upper = bounds.upperKW
        var lower = bounds.lowerKW < upper ? bounds.lowerKW : upper
        if range.least > upper { upper = range.least }
        if range.most < lower { lower = range.most }
        if lower < bounds.lowerKW { note(node, bounds.lowerKW - lower, of: bounds.lowerKW, .export) }
        if upper > bounds.upperKW { note(node, upper - bounds.upperKW, of: bounds.upperKW, .import) }
        return NodeState(lower: lower, upper: upper, fixed: bounds.fixedKW, depth: depth, firstDER: firstDER)
    }

    private mutating func note(_ node: Int, _ excess: Double, of limit: Double, _ direction: NodeOverload.Direction) {
        guard excess > Self.leastReportedKW(of: limit) else { return }
        overloads.append(NodeOverload(node: node, kW: excess, direction: direction))
    }
}

extension OpenNode {
    /// Adds the children and the fixed load to the DERs' total. The order of additions is that of `evaluate`, so that
    /// the sums at the ends of the price range equal the range bit for bit.
    @inline(__always)
    mutating func close(over children: OpenNode, fixed: Double) {
        flow = flow + fixed + children.flow
        slope += children.slope
        least = least + fixed + children.least
        most = most + fixed + children.most
    }

    /// Adds a child as its parent sees it: cut off at its bounds.
    @inline(__always)
    mutating func add(_ child: OpenNode, cutAt state: NodeState) {
        let cut = FlowSum(flow: child.flow, slope: child.slope).cut(at: state)
        flow += cut.flow
        slope += cut.slope
        least += child.least > state.lower ? child.least : state.lower
        most += child.most < state.upper ? child.most : state.upper
    }
}

extension FlowSum {
    /// The sum as the parent sees it: outside the bounds it stays on the bound, whatever the price.
    @inline(__always)
    func cut(at state: NodeState) -> FlowSum {
        let capped = flow < state.upper ? flow : state.upper
        return FlowSum(
            flow: capped > state.lower ? capped : state.lower,
            slope: slope.kept(if: flow <= state.upper).kept(if: flow >= state.lower))
    }
}

/// The prices between which any DER moves: beyond them each one rests on a bound.
struct PriceReach {
    private var highest = 0.0
    private var lowest = 0.0

    /// Divides only where the reach grows, which is seldom.
    @inline(__always)
    mutating func include(_ der: PriceResponse) {
        if der.preferredKW - der.lowerKW > (highest - der.tier) * der.downKWPerPrice {
            highest = max(highest, der.tier + (der.preferredKW - der.lowerKW) / der.downKWPerPrice)
        }
        if der.upperKW - der.preferredKW > (-lowest - der.tier) * der.upKWPerPrice {
            lowest = min(lowest, -(der.tier + (der.upperKW - der.preferredKW) / der.upKWPerPrice))
        }
    }

    /// A little wider than the reach, so that rounding leaves no DER short of its bound.
    var bracket: (floor: Double, ceiling: Double) {
        (lowest * (1 + 1e-9) - 1e-9, highest * (1 + 1e-9) + 1e-9)
    }
}
