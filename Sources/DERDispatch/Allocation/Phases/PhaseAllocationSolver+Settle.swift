// SPDX-License-Identifier: Apache-2.0

extension PhaseAllocationSolver {
    /// The penalty of an excess starts at so many times the price at which no DER moves any more.
    private static let firstPenalty = 100.0
    /// Where an excess is left, the penalty grows by this factor to see whether a lesser one exists (much greater ones
    /// cost digits) ...
    private static let penaltyGrowth = 4.0
    /// ... so often.
    private static let penaltyRounds = 5
    /// The least excess is known where it is proved to this share.
    private static let leastProof = 1e-7
    /// Newton's steps from last prices or the totals', and from the interior point.
    private static let (firstSteps, polishSteps) = (16, 12)
    /// Steps of the interior point: usual are 10 to 30.
    private static let interiorSteps = 120
    /// Newton's method is tried when the gap is this share of the cost, and again each time it has shrunk by a hundred.
    private static let firstPolish = 1e-4
    /// Here the interior point ends, with or without Newton's method.
    private static let lastGap = 1e-13

    /// Prices and setpoints of one part of the tree.
    mutating func settle(_ component: LimitComponent, _ problem: PhaseAllocationProblem, isWarm: Bool) {
        if keepsPhases(component, problem) {
            takeTotalsPrices(component, problem)
            work.byTotals += 1
            return
        }
        let reach = priceReach(component, problem)
        var penalty = Self.firstPenalty * reach
        if !isWarm { takeTotalsPrices(component, problem) }
        if let steps = newton.settle(&limits, component, problem, penalty: penalty, steps: Self.firstSteps),
            excess(component) == 0
        {
            work.byNewton += 1
            work.newtonSteps += steps
            takePowers(component, problem)
            return
        }
        work.byInteriorPoint += 1
        solve(component, problem, penalty: penalty, reach: reach)
        guard excess(component) > 0 else { return }
        findLeastExcess(component, problem, penalty: penalty, reach: reach)
        // With the limits where they must be, no price is near the penalty any more and all digits are back.
        relax(component)
        for _ in 1...Self.penaltyRounds {
            solve(component, problem, penalty: penalty, reach: reach)
            if excess(component) == 0 { return }
            penalty *= Self.penaltyGrowth
        }
    }

    /// Raises the penalty until no lesser excess exists, and notes what was proved.
    private mutating func findLeastExcess(
        _ component: LimitComponent, _ problem: PhaseAllocationProblem, penalty first: Double, reach: Double
    ) {
        var (penalty, lowered) = (first, [Double]())
        for round in 1...Self.penaltyRounds {
            let left = excess(component)
            let growth = penalty * (lowered.isEmpty ? 1 : 1 - 1 / Self.penaltyGrowth)
            let least = leastExcess(component, problem, last: lowered, growth: growth)
            guard round < Self.penaltyRounds, left - least > Self.leastProof * (1 + left) else {
                certificate.conflictKW += left
                certificate.leastConflictKW += max(0, least)
                return
            }
            lowered = component.rows.map { limits.rows[$0].price }
            penalty *= Self.penaltyGrowth
            solve(component, problem, penalty: penalty, reach: reach)
        }
    }

    /// Moves the limits that must be passed to where the flows are.
    private mutating func relax(_ component: LimitComponent) {
        for block in component.blocks {
            for index in limits.rows(of: block) {
                let flow = limits.rows[index].direction.dot(newton.elimination.blocks[block].flow)
                limits.rows[index].relax(to: flow)
            }
        }
    }

    /// The interior point, and Newton's method from where it stands.
    private mutating func solve(
        _ component: LimitComponent, _ problem: PhaseAllocationProblem, penalty: Double, reach: Double
    ) {
        interior.begin(&limits, component, problem, penalty: penalty, reach: reach)
        var next = Self.firstPolish
        for _ in 0..<Self.interiorSteps {
            let scale = max(1, interior.cost.magnitude)
            if interior.gap <= next * scale {
                next *= 1e-2
                interior.writePrices(&limits, component)
                if let steps = newton.settle(&limits, component, problem, penalty: penalty, steps: Self.polishSteps) {
                    work.newtonSteps += steps
                    takePowers(component, problem)
                    return
                }
                for index in component.rows { limits.rows[index].price = interior.netPrice(index) }
            }
            guard interior.gap > Self.lastGap * scale, interior.advance(&limits, component) else { break }
            work.interiorSteps += 1
        }
        work.unpolished += 1
        interior.writePowers(&setpointsKW, problem)
        newton.addUp(setpointsKW, limits, component, problem)
    }

    /// The largest price at which any DER of the component still moves.
    private func priceReach(_ component: LimitComponent, _ problem: PhaseAllocationProblem) -> Double {
        var reach = problem.headPrice.magnitude
        for der in problem.tree.ders(below: component.top) {
            let response = problem.totals.ders[der]
            let down = max(0, response.preferredKW - response.lowerKW) / response.downKWPerPrice
            let up = max(0, response.upperKW - response.preferredKW) / response.upKWPerPrice
            reach = max(reach, response.tier + max(down, up))
        }
        return max(1e-6, reach)
    }

    /// The powers that answer to Newton's prices.
    private mutating func takePowers(_ component: LimitComponent, _ problem: PhaseAllocationProblem) {
        for node in component.top..<Int(problem.tree.subtreeEnd[component.top]) {
            let price = newton.elimination.blocks[Int(limits.blockOfNode[node])].price
            for der in Int(problem.tree.firstDER[node])..<Int(problem.tree.firstDER[node + 1]) {
                setpointsKW[der] = problem.totals.ders[der].powerKW(at: problem.shares[der].vector.dot(price))
            }
        }
    }

    /// Whether the totals' answer keeps the limits of phases too.
    private mutating func keepsPhases(_ component: LimitComponent, _ problem: PhaseAllocationProblem) -> Bool {
        newton.addUp(setpointsKW, limits, component, problem)
        for block in component.blocks {
            for index in limits.rows(of: block) where limits.rows[index].flow != .total {
                let row = limits.rows[index]
                let flow = row.direction.dot(newton.elimination.blocks[block].flow)
                guard flow <= row.upper, flow >= row.lower else { return false }
            }
        }
        return true
    }

    private mutating func takeTotalsPrices(_ component: LimitComponent, _ problem: PhaseAllocationProblem) {
        for index in component.rows {
            let row = limits.rows[index]
            limits.rows[index].price =
                row.flow == .total ? totals.shadowPrice(ofNode: Int(row.node), in: problem.totals) : 0
        }
    }
}
