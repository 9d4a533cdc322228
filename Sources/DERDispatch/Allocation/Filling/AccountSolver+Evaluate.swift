// SPDX-License-Identifier: Apache-2.0

extension AccountSolver {
    /// The sums of all nodes of a subtree where it takes over this band, the end at `moving` of which is searched for.
    mutating func evaluate(_ band: PriceBand, moving: Double, _ subtree: Range<Int>) {
        let end = endDER(of: subtree.upperBound)
        if band.floor >= 0 {
            Self.evaluate(ImportQuestion(price: band.floor), subtree, end, ders, states, &sums, &open)
        } else {
            Self.evaluate(BandQuestion(band: band, moving: moving), subtree, end, ders, states, &sums, &open)
        }
    }

    /// The inner loop. `unchecked` is sound because positions come from an `AllocationTree`: they were checked when it
    /// was built, and `fit` sized the work arrays by it.
    @inline(__always)
    private static func evaluate(
        _ question: some AccountQuestion, _ subtree: Range<Int>, _ endDER: Int, _ derArray: [AccountDER],
        _ stateArray: [NodeState], _ sumArray: inout [FlowSum], _ openArray: inout [OpenNode]
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
                let answer = question.answer(of: ders[unchecked: index])
                total.flow += answer.flow
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
