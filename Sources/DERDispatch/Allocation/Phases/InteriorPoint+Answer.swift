// SPDX-License-Identifier: Apache-2.0

extension InteriorPoint {
    /// The limits' prices with what is about to vanish set to 0, and what is about to reach the penalty set to it.
    func writePrices(_ tree: inout LimitTree, _ component: LimitComponent) {
        for index in component.rows {
            let (above, below) = (sides[2 * index], sides[2 * index + 1])
            tree.rows[index].price = decided(above) - decided(below)
        }
    }

    /// Where the price weighs more than the distance the bound decides, and the other way round.
    private func decided(_ side: Side) -> Double {
        guard side.isUsed, side.y * room > side.s * reach else { return 0 }
        return side.e * reach > side.w * room ? penalty : side.y
    }

    /// The powers where the ways stand.
    func writePowers(_ setpointsKW: inout [Double], _ problem: PhaseAllocationProblem) {
        for segment in segments {
            let response = problem.totals.ders[Int(segment.der)]
            setpointsKW[Int(segment.der)] = segment.isStraight ? response.lowerKW : response.powerKW(at: 0)
        }
        for index in segments.indices {
            let segment = segments[index]
            let response = problem.totals.ders[Int(segment.der)]
            let way = segment.isUp ? ways[index].x : -ways[index].x
            let power = setpointsKW[Int(segment.der)] + way
            setpointsKW[Int(segment.der)] = max(response.lowerKW, min(response.upperKW, power))
        }
    }
}
