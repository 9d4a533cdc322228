// SPDX-License-Identifier: Apache-2.0

/// Newton's method on the limits' prices: exact where the right limits are known to decide.
///
/// At given prices each DER's power is known, and its slope; both are piecewise straight. A step sets the prices of the
/// limits that decide so that these are met if no DER leaves its piece, then asks again which ones decide:
///
///     idle      price 0;   decides from now on where the flow passes the aim
///     held      flow at the aim; idle again where its price has the wrong sign; passed where it costs the penalty
///     passed    price = penalty; held again where the flow is back inside
///
/// Ends where nothing changes and all held limits are met. From near the optimum that takes two or three steps; from
/// afar it may never end, so steps are counted and the caller has another way.
struct PriceNewton: Sendable {
    var elimination = TreeElimination()
    fileprivate var states: [State] = []

    fileprivate enum State: UInt8 { case idle, heldAbove, heldBelow, passedAbove, passedBelow }

    mutating func fit(_ tree: LimitTree) {
        elimination.fit(tree)
        if states.count < tree.rows.count { states = Array(repeating: .idle, count: tree.rows.count) }
    }

    /// Starts from the prices in `tree` and leaves better ones there; the number of steps, nil where it did not end.
    mutating func settle(
        _ tree: inout LimitTree, _ component: LimitComponent, _ problem: PhaseAllocationProblem, penalty: Double,
        steps: Int
    ) -> Int? {
        for index in component.rows {
            let price = tree.rows[index].price
            states[index] =
                price >= penalty
                ? .passedAbove
                : price <= -penalty ? .passedBelow : price > 0 ? .heldAbove : price < 0 ? .heldBelow : .idle
        }
        for step in 0...steps {
            evaluate(tree, component, problem)
            if isSettled(tree, component, penalty, isFirst: step == 0) { return step }
            guard step < steps else { break }
            elimination.factor(tree, component)
            elimination.solve(tree, component)
            var moves = false
            for index in component.rows {
                let change = elimination.rows[index].priceStep
                guard change.isFinite else { return nil }
                tree.rows[index].price += change
                moves = moves || change != 0
            }
            // Where all DERs rest, no slope says which way to go.
            guard moves else { return nil }
        }
        return nil
    }

    /// Flows and slopes at the prices.
    private mutating func evaluate(
        _ tree: LimitTree, _ component: LimitComponent, _ problem: PhaseAllocationProblem
    ) {
        elimination.carryPrices(tree, component, headPrice: problem.headPrice)
        var scale = 0.0
        for index in component.rows { scale = max(scale, tree.rows[index].price.magnitude) }
        for block in component.blocks {
            elimination.blocks[block].flow = .zero
            elimination.blocks[block].matrix = PhaseMatrix()
            elimination.blocks[block].vector = .zero
            elimination.blocks[block].slope = 0
            elimination.blocks[block].blur = 0
        }
        for node in component.top..<Int(problem.tree.subtreeEnd[component.top]) {
            let block = Int(tree.blockOfNode[node])
            let price = elimination.blocks[block].price
            var (flow, matrix, slope, blur) = (problem.nodes[node].fixedKW, PhaseMatrix(), 0.0, 0.0)
            for der in Int(problem.tree.firstDER[node])..<Int(problem.tree.firstDER[node + 1]) {
                let share = problem.shares[der].vector
                let own = share.dot(price)
                let answer = problem.totals.ders[der].answer(to: own.magnitude, own >= 0 ? .positive : .negative)
                flow.add(share, times: answer.power)
                guard answer.slope > 0 else { continue }
                matrix.addSquare(of: share, times: answer.slope)
                slope += answer.slope
                blur += answer.slope * max(scale, own.magnitude).ulp
            }
            elimination.blocks[block].flow.add(flow)
            elimination.blocks[block].matrix.add(matrix)
            elimination.blocks[block].slope += slope
            elimination.blocks[block].blur += 4 * blur
        }
        elimination.carryFlows(tree, component)
        for block in component.blocks.reversed() where tree.blocks[block].parent >= 0 {
            elimination.blocks[Int(tree.blocks[block].parent)].blur += elimination.blocks[block].blur
        }
    }

    /// Flows of given powers.
    mutating func addUp(
        _ setpointsKW: [Double], _ tree: LimitTree, _ component: LimitComponent, _ problem: PhaseAllocationProblem
    ) {
        for block in component.blocks { elimination.blocks[block].flow = .zero }
        for node in component.top..<Int(problem.tree.subtreeEnd[component.top]) {
            var flow = problem.nodes[node].fixedKW
            for der in Int(problem.tree.firstDER[node])..<Int(problem.tree.firstDER[node + 1]) {
                flow.add(problem.shares[der].vector, times: setpointsKW[der])
            }
            elimination.blocks[Int(tree.blockOfNode[node])].flow.add(flow)
        }
        elimination.carryFlows(tree, component)
    }

    /// Moves each limit to the state that prices and flows ask for, and prepares the next step.
    private mutating func isSettled(
        _ tree: LimitTree, _ component: LimitComponent, _ penalty: Double, isFirst: Bool
    ) -> Bool {
        var isSettled = true
        let coarse = tree.coarsestTolerance(component)
        for block in component.blocks {
            let flow = elimination.blocks[block].flow
            for index in tree.rows(of: block) {
                let row = tree.rows[index]
                let value = row.direction.dot(flow)
                let blur = elimination.blocks[block].blur
                let next = states[index].next(row, flow: value, tolerance: row.tolerance + blur, penalty: penalty)
                if next != states[index] {
                    states[index] = next
                    isSettled = false
                }
                var stiffness = 0.0
                var (wanted, change) = (0.0, 0.0)
                switch next {
                case .idle: change = -row.price
                case .passedAbove: change = penalty - row.price
                case .passedBelow: change = -penalty - row.price
                case .heldAbove: (stiffness, wanted) = (.infinity, row.ceiling - value)
                case .heldBelow: (stiffness, wanted) = (.infinity, row.floor - value)
                }
                // Where all below rests no price leads nearer; limits that coincide then differ by their margins.
                let rests = !isFirst && stiffness == .infinity && elimination.rows[index].gain == 0
                let allowed = (rests ? 4 * coarse : row.tolerance) + blur
                if change != 0 || wanted.magnitude > allowed { isSettled = false }
                elimination.rows[index].stiffness = stiffness
                elimination.rows[index].offset = change
                elimination.rows[index].wanted = wanted
            }
        }
        return isSettled
    }
}

extension LimitTree {
    fileprivate func coarsestTolerance(_ component: LimitComponent) -> Double {
        var most = 0.0
        for index in component.rows { most = max(most, rows[index].tolerance) }
        return most
    }
}

extension PriceNewton.State {
    fileprivate func next(
        _ row: LimitRow, flow: Double, tolerance: Double, penalty: Double
    ) -> PriceNewton.State {
        switch self {
        case .idle:
            flow > row.ceiling + tolerance ? .heldAbove : flow < row.floor - tolerance ? .heldBelow : .idle
        case .heldAbove:
            row.price < 0
                ? (row.floor < row.ceiling ? .idle : .heldBelow) : row.price > penalty ? .passedAbove : .heldAbove
        case .heldBelow:
            row.price > 0
                ? (row.floor < row.ceiling ? .idle : .heldAbove) : row.price < -penalty ? .passedBelow : .heldBelow
        case .passedAbove: flow < row.ceiling - tolerance ? .heldAbove : .passedAbove
        case .passedBelow: flow > row.floor + tolerance ? .heldBelow : .passedBelow
        }
    }
}
