// SPDX-License-Identifier: Apache-2.0

extension AllocationSolver {
    /// Pass 2, parents before children: the price of each node.
    mutating func settlePrices(_ problem: AllocationProblem, start: Start) -> AllocationStatus {
        bindingCount = 0
        work = (0, 0)
        var status = AllocationStatus.optimal
        for node in 0..<problem.tree.nodeCount {
            let above = node == 0 ? problem.headPrice : nodePrice[Int(problem.tree.parent[node])]
            guard var search = PriceSearch(
                above: above, sum: sums[node], state: states[node], range: ranges[node], bracket: priceBracket)
            else {
                nodePrice[node] = above
                continue
            }
            bindingCount += 1
            if start == .previousPrices { search.begin(at: nodePrice[node]) }
            let unused = run(&search, node: node, problem)
            nodePrice[node] = search.price
            if let unused { status.include(node: node, unusedKW: unused) }
        }
        return status
    }

    /// Evaluates the subtree of `node` at the prices that the search asks for; room left unused, if it is too much.
    private mutating func run(_ search: inout PriceSearch, node: Int, _ problem: AllocationProblem) -> Double? {
        let subtree = node..<Int(problem.tree.subtreeEnd[node])
        let ders = problem.tree.ders(below: node)
        for _ in 0..<Self.maximumEvaluations {
            guard search.advance() else { break }
            evaluate(at: search.price, subtree, endingAt: ders.upperBound, problem)
            work.subtrees += 1
            work.ders += ders.count
            if search.observe(sums[node]) { return nil }
        }
        // No price between the two ends of the bracket is left, or no evaluation: the end that keeps the bound.
        search.retreat()
        evaluate(at: search.price, subtree, endingAt: ders.upperBound, problem)
        return search.unusedKW(sums[node])
    }

    /// The sums of all nodes of a subtree at one price.
    private mutating func evaluate(
        at price: Double, _ subtree: Range<Int>, endingAt endDER: Int, _ problem: AllocationProblem
    ) {
        if price >= 0 {
            Self.evaluate(
                price, .positive, subtree, endDER, problem.ders, states, &sums, &open)
        } else {
            Self.evaluate(
                -price, .negative, subtree, endDER, problem.ders, states, &sums, &open)
        }
    }

    /// The inner loop of the solver. `unchecked` is sound because positions come from an `AllocationTree`: they were
    /// checked when it was built, and `fit` sized the work arrays by it.
    @inline(__always)
    private static func evaluate(
        _ magnitude: Double, _ side: PriceSide, _ subtree: Range<Int>, _ endDER: Int,
        _ derArray: [PriceResponse], _ stateArray: [NodeState], _ sumArray: inout [FlowSum],
        _ openArray: inout [OpenNode]
    ) {
        let (ders, states) = (derArray.span, stateArray.span)
        var sums = sumArray.mutableSpan
        var open = openArray.mutableSpan
        var end = endDER
        var node = subtree.upperBound
        while node > subtree.lowerBound {
            node -= 1
            let state = states[unchecked: node]
            let level = Int(state.depth)
            var total = FlowSum()
            var index = Int(state.firstDER)
            let next = index
            while index < end {
                let answer = ders[unchecked: index].answer(to: magnitude, side)
                total.flow += answer.power
                total.slope += answer.slope
                index += 1
            }
            end = next
            total.flow = total.flow + open[unchecked: level + 1].flow + state.fixed
            total.slope += open[unchecked: level + 1].slope
            open[unchecked: level + 1].flow = 0
            open[unchecked: level + 1].slope = 0
            sums[unchecked: node] = total
            let cut = total.cut(at: state)
            open[unchecked: level].flow += cut.flow
            open[unchecked: level].slope += cut.slope
        }
        open[Int(states[subtree.lowerBound].depth)] = OpenNode()
    }
}

extension AllocationStatus {
    fileprivate mutating func include(node: Int, unusedKW: Double) {
        switch self {
        case .optimal:
            self = .inexact(node: node, unusedKW: unusedKW, nodes: 1)
        case .inexact(_, let largest, let nodes) where unusedKW > largest:
            self = .inexact(node: node, unusedKW: unusedKW, nodes: nodes + 1)
        case .inexact(let worst, let largest, let nodes):
            self = .inexact(node: worst, unusedKW: largest, nodes: nodes + 1)
        }
    }
}
