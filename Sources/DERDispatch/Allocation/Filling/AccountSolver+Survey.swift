// SPDX-License-Identifier: Apache-2.0

extension AccountSolver {
    /// Children before parents: reachable ranges, and bounds moved only as far as the subtree forces them (lower nodes
    /// before upper ones). Where import bounds of other accounts hold DERs back, export bounds follow.
    ///
    /// In a later round (`marking`) a node whose bounds change is marked, and its parent, which sees it cut off there.
    mutating func survey(_ problem: FillingProblem, isFirst: Bool, marking: Bool) {
        let bounds = problem.bounds[account.rawValue]
        var (passesUpper, passesLower) = (false, false)
        for node in stride(from: states.count - 1, through: 0, by: -1) {
            let level = Int(states[node].depth)
            var total = OpenNode(least: own[node].least, most: own[node].most)
            total.close(over: open[level + 1], fixed: states[node].fixed)
            open[level + 1] = OpenNode()
            var upper = bounds[node].upperKW
            var lower = bounds[node].lowerKW < upper ? bounds[node].lowerKW : upper
            if total.most > upper { passesUpper = true }
            if total.least < lower { passesLower = true }
            if total.least > upper { upper = total.least }
            if total.most < lower { lower = total.most }
            if marking, states[node].lower != lower || states[node].upper != upper { mark(node, problem.tree) }
            (states[node].lower, states[node].upper) = (lower, upper)
            ranges[node] = FlowRange(least: total.least, most: total.most)
            open[level].add(total, cutAt: states[node])
        }
        open[0] = OpenNode()
        canReachOther = false
        if isFirst { (canBindUpper, canBindLower) = (passesUpper, passesLower) }
    }

    private mutating func mark(_ node: Int, _ tree: AllocationTree) {
        marks[node].insert(.flow)
        if node > 0 { marks[Int(tree.parent[node])].insert(.flow) }
    }
}
