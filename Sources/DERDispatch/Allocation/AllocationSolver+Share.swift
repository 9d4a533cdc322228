// SPDX-License-Identifier: Apache-2.0

extension AllocationSolver {
    /// Pass 3, children before parents: each DER's power at its node's price, and the flows.
    mutating func share(_ problem: AllocationProblem) {
        let ders = problem.ders.span
        var end = problem.tree.derCount
        for node in stride(from: problem.tree.nodeCount - 1, through: 0, by: -1) {
            let first = Int(states[node].firstDER)
            let flow =
                nodePrice[node] >= 0
                ? Self.share(nodePrice[node], .positive, first..<end, ders, &setpointsKW)
                : Self.share(-nodePrice[node], .negative, first..<end, ders, &setpointsKW)
            end = first
            let level = Int(states[node].depth)
            nodeFlowKW[node] = flow + states[node].fixed + open[level + 1].flow
            open[level + 1].flow = 0
            open[level].flow += nodeFlowKW[node]
        }
        open[0].flow = 0
    }

    @inline(__always)
    private static func share(
        _ magnitude: Double, _ side: PriceSide, _ range: Range<Int>, _ ders: Span<PriceResponse>,
        _ setpoints: inout [Double]
    ) -> Double {
        var flow = 0.0
        for index in range {
            let power = ders[index].answer(to: magnitude, side).power
            setpoints[index] = power
            flow += power
        }
        return flow
    }
}
