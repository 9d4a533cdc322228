// SPDX-License-Identifier: Apache-2.0

extension PhaseAllocationSolver {
    /// Flows, prices at all nodes, overloads and certificate from setpoints and the limits' prices.
    mutating func conclude(_ problem: PhaseAllocationProblem) {
        addUpFlows(problem)
        for component in limits.components {
            newton.elimination.carryPrices(limits, component, headPrice: problem.headPrice)
        }
        let head = PhaseVector(repeating: problem.headPrice)
        for node in nodePrice.indices {
            let block = Int(limits.blockOfNode[node])
            nodePrice[node] = block < 0 ? head : newton.elimination.blocks[block].price
        }
        listOverloads(problem)
        certify(problem)
    }

    private mutating func addUpFlows(_ problem: PhaseAllocationProblem) {
        let tree = problem.tree
        for node in nodeFlow.indices {
            let fixed = problem.nodes[node].fixedKW
            nodeFlow[node] = PhaseFlow(phases: fixed, total: problem.nodes[node].total.fixedKW)
            for der in Int(tree.firstDER[node])..<Int(tree.firstDER[node + 1]) {
                nodeFlow[node].phases.add(problem.shares[der].vector, times: setpointsKW[der])
                nodeFlow[node].total += setpointsKW[der]
            }
        }
        for node in stride(from: tree.nodeCount - 1, to: 0, by: -1) {
            nodeFlow[Int(tree.parent[node])].add(nodeFlow[node])
        }
    }

    private mutating func listOverloads(_ problem: PhaseAllocationProblem) {
        overloads.removeAll(keepingCapacity: true)
        for node in nodeFlow.indices where problem.nodes[node].isLimited {
            for flow in LimitedFlow.allCases {
                let (lower, upper) = problem.nodes[node].boundsKW(of: flow)
                let value = nodeFlow[node].kW(of: flow)
                if value - upper > AllocationSolver.leastReportedKW(of: upper) {
                    overloads.append(PhaseOverload(node: node, flow: flow, kW: value - upper, direction: .import))
                }
                if lower - value > AllocationSolver.leastReportedKW(of: lower) {
                    overloads.append(PhaseOverload(node: node, flow: flow, kW: lower - value, direction: .export))
                }
            }
        }
    }

    /// What the answer costs, and what the prices prove that no other one can save.
    ///
    /// Both sums are of terms that are never negative: a DER's, if it had taken the cheapest power at its price; a
    /// limit's, for the room that is left although it has a price.
    private mutating func certify(_ problem: PhaseAllocationProblem) {
        var objective = problem.headPrice * nodeFlow[0].total
        var gap = 0.0
        for node in nodePrice.indices {
            let price = nodePrice[node]
            for der in Int(problem.tree.firstDER[node])..<Int(problem.tree.firstDER[node + 1]) {
                let response = problem.totals.ders[der]
                let power = setpointsKW[der]
                objective += response.cost(ofKW: power)
                gap += response.excessCost(ofKW: power, at: problem.shares[der].vector.dot(price))
            }
        }
        for row in limits.rows where row.price != 0 {
            let bound = row.price > 0 ? row.upper : row.lower
            gap += max(0, row.price * (bound - nodeFlow[Int(row.node)].kW(of: row.flow)))
        }
        certificate.objective = objective
        certificate.gap = gap
    }

    /// kW by which the component's limits are passed, as they were relaxed; rounding counts as none.
    func excess(_ component: LimitComponent) -> Double {
        var sum = 0.0
        for block in component.blocks {
            for index in limits.rows(of: block) {
                let row = limits.rows[index]
                let flow = row.direction.dot(newton.elimination.blocks[block].flow)
                let excess = max(flow - row.upper, row.lower - flow)
                if excess > AllocationSolver.leastReportedKW(of: flow) { sum += excess }
            }
        }
        return sum
    }

    /// A lower bound on that sum: for weights between -1 and 1 on the limits, no powers make the weighted excess less.
    ///
    /// The weights are what the prices have grown by per unit of penalty since a lesser one: the DERs' own costs are
    /// gone from them.
    mutating func leastExcess(
        _ component: LimitComponent, _ problem: PhaseAllocationProblem, last: [Double], growth: Double
    ) -> Double {
        let prices = component.rows.map { limits.rows[$0].price }
        var sum = 0.0
        for (at, index) in component.rows.enumerated() {
            let row = limits.rows[index]
            let weight = max(-1, min(1, (prices[at] - (last.isEmpty ? 0 : last[at])) / growth))
            let bound = weight > 0 ? row.upper : row.lower
            limits.rows[index].price = bound.isFinite ? weight : 0
            if bound.isFinite { sum -= weight * bound }
        }
        newton.elimination.carryPrices(limits, component, headPrice: 0)
        for node in component.top..<Int(problem.tree.subtreeEnd[component.top]) {
            let weight = newton.elimination.blocks[Int(limits.blockOfNode[node])].price
            sum += weight.dot(problem.nodes[node].fixedKW)
            for der in Int(problem.tree.firstDER[node])..<Int(problem.tree.firstDER[node + 1]) {
                let own = problem.shares[der].vector.dot(weight)
                sum += own * (own > 0 ? problem.ders[der].lowerKW : problem.ders[der].upperKW)
            }
        }
        for (at, index) in component.rows.enumerated() { limits.rows[index].price = prices[at] }
        return sum
    }
}

extension PriceResponse {
    /// How much more a power costs than the cheapest one at a price, what it pays for the power included.
    func excessCost(ofKW power: Double, at price: Double) -> Double {
        let best = powerKW(at: price)
        guard power != best else { return 0 }
        return max(0, cost(ofKW: power) - cost(ofKW: best) + price * (power - best))
    }
}
