// SPDX-License-Identifier: Apache-2.0

extension AccountSolver {
    /// Prices of all nodes, found for the first time in this solve.
    mutating func settle(_ tree: AllocationTree) {
        evaluate(start, moving: start.clamp(0), 0..<states.count)
        for node in states.indices {
            let above = above(node, tree)
            binding[node] = bound(passedAt: node)
            bands[node] = search(node, above, tree, hint: nil)
        }
        hasPrices = binding.contains { $0 != .none }
    }

    /// Prices of the subtrees in which flows have changed; false where no band changed.
    mutating func resettle(_ tree: AllocationTree) -> Bool {
        findTops(tree)
        var (node, moved) = (0, false)
        while node < states.count {
            if marks[node].contains(.top) {
                if resettle(from: node, tree) { moved = true }
                node = Int(tree.subtreeEnd[node])
            } else {
                node = marks[node].contains(.below) ? node + 1 : Int(tree.subtreeEnd[node])
            }
        }
        if moved { hasPrices = binding.contains { $0 != .none } }
        return moved
    }

    /// Children before parents: how far up a change reaches. A node that is on its bound, and would be without a price
    /// of its own, hides from its parent what changes below it.
    private mutating func findTops(_ tree: AllocationTree) {
        for node in stride(from: states.count - 1, through: 0, by: -1) where !marks[node].isEmpty {
            let parent = Int(tree.parent[node])
            if node > 0 { marks[parent].insert(.below) }
            guard marks[node].contains(.flow) else { continue }
            if binding[node] != .none || node == 0 {
                let band = above(node, tree)
                evaluate(band, moving: band.clamp(0), node..<Int(tree.subtreeEnd[node]))
                if node == 0 || bound(passedAt: node) == binding[node] {
                    marks[node].insert(.top)
                    continue
                }
            }
            marks[parent].insert(.flow)
        }
    }

    /// Searches the prices of a subtree whose sums are those at the band from above.
    private mutating func resettle(from top: Int, _ tree: AllocationTree) -> Bool {
        var (node, moved) = (top, false)
        let end = Int(tree.subtreeEnd[top])
        while node < end {
            if node > top, !marks[node].contains(.below), !marks[node].contains(.flow), isUnmoved(node, tree) {
                node = Int(tree.subtreeEnd[node])
                continue
            }
            let (old, was) = (bands[node], binding[node])
            binding[node] = bound(passedAt: node)
            let hint = was == binding[node] && was != .none ? (was == .import ? old.floor : old.ceiling) : nil
            bands[node] = search(node, above(node, tree), tree, hint: hint)
            if bands[node] != old {
                marks[node].insert(.band)
                moved = true
            }
            node += 1
        }
        return moved
    }

    /// Whether a node below which nothing has changed keeps its band: the one from above is the same, or it stays on its
    /// bound.
    private func isUnmoved(_ node: Int, _ tree: AllocationTree) -> Bool {
        if !marks[Int(tree.parent[node])].contains(.band) { return true }
        guard binding[node] != .none, bound(passedAt: node) == binding[node] else { return false }
        let (own, above) = (bands[node], above(node, tree))
        return own == (binding[node] == .import ? above.raised(to: own.floor) : above.lowered(to: own.ceiling))
    }

    /// Which bound the flow at the present sums passes, beyond the window of the search.
    @inline(__always)
    private func bound(passedAt node: Int) -> BindingBound {
        let (flow, state, range) = (sums[node].flow, states[node], ranges[node])
        let window = AllocationSolver.window * (1 + range.least.magnitude + range.most.magnitude)
        if flow - state.upper > window { return .import }
        return state.lower - flow > window ? .export : .none
    }

    /// The band of a node from the one above; where a bound is passed, from a price of the node's own.
    private mutating func search(_ node: Int, _ above: PriceBand, _ tree: AllocationTree, hint: Double?) -> PriceBand {
        guard binding[node] != .none else { return above }
        let isImport = binding[node] == .import
        let begin =
            isImport ? max(above.floor, min(above.ceiling, lowestBase)) : min(above.ceiling, max(above.floor, 0))
        guard
            var search = PriceSearch(
                above: begin, sum: sums[node], state: states[node], range: ranges[node], bracket: bracket)
        else { return above }
        if let hint { search.begin(at: hint) }
        let subtree = node..<Int(tree.subtreeEnd[node])
        for _ in 0..<AllocationSolver.maximumEvaluations {
            guard search.advance() else { break }
            let band = isImport ? above.raised(to: search.price) : above.lowered(to: search.price)
            evaluate(band, moving: search.price, subtree)
            if search.observe(sums[node]) { return band }
        }
        // No price between the two ends of the bracket is left, or no evaluation: the end that keeps the bound.
        search.retreat()
        let band = isImport ? above.raised(to: search.price) : above.lowered(to: search.price)
        evaluate(band, moving: search.price, subtree)
        return band
    }
}
