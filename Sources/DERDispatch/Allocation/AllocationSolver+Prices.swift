// SPDX-License-Identifier: Apache-2.0

extension AllocationSolver {
    /// Pass 2, parents before children: the price of each node.
    mutating func settlePrices(_ problem: AllocationProblem, start: Start) -> AllocationStatus {
        bindingCount = 0
        work = (0, 0)
        var status = AllocationStatus.optimal
        for node in 0..<problem.tree.nodeCount {
            let above = node == 0 ? problem.headPrice : nodePrice[Int(problem.tree.parent[node])]
            guard
                var search = PriceSearch(
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
            if search.observe(sums[node]) { return search.unusedKW(sums[node]) }
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
        var (end, node, previousLevel) = (endDER, subtree.upperBound, 0)
        // What `open` holds for the level last written, in registers: along a chain nothing waits for memory.
        var carried = FlowSum()
        while node > subtree.lowerBound {
            node -= 1
            let state = states[unchecked: node]
            let level = Int(state.depth)
            let first = Int(state.firstDER)
            var total = FlowSum()
            var index = first
            while index < end {
                let answer = ders[unchecked: index].answer(to: magnitude, side)
                total.flow += answer.power
                total.slope += answer.slope
                index += 1
            }
            end = first
            // Walking backwards, a node is a parent exactly where the level falls.
            let isParent = level < previousLevel
            previousLevel = level
            total.flow = total.flow + state.fixed + carried.flow.kept(if: isParent)
            total.slope += carried.slope.kept(if: isParent)
            sums[unchecked: node] = total
            open[unchecked: level + 1].flow = 0
            open[unchecked: level + 1].slope = 0
            let cut = total.cut(at: state)
            carried = FlowSum(
                flow: open[unchecked: level].flow + cut.flow, slope: open[unchecked: level].slope + cut.slope)
            open[unchecked: level].flow = carried.flow
            open[unchecked: level].slope = carried.slope
        }
        open[previousLevel] = OpenNode()
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
