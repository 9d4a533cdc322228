// SPDX-License-Identifier: Apache-2.0

extension FillingSolver {
    /// Each DER's price and power, and the flows, children before parents.
    mutating func share(_ problem: FillingProblem) {
        if accounts.count == 1 { return shareOnly(problem) }
        let tree = problem.tree
        for node in nodeFlow.indices { nodeFlow[node] = .zero }
        for index in accounts.indices {
            let at = accounts[index].account.rawValue
            for node in nodeFlow.indices { nodeFlow[node][at] = accounts[index].states[node].fixed }
        }
        let (ders, shares, firstDER) = (problem.ders.span, problem.shares.span, tree.firstDER.span)
        for node in stride(from: tree.nodeCount - 1, through: 0, by: -1) {
            var flow = nodeFlow[node]
            var last: UInt8?
            var (price, account): (Double, FlowAccount?) = (0, nil)
            for der in Int(firstDER[node])..<Int(firstDER[node + 1]) {
                if members[der] != last {
                    last = members[der]
                    (price, account) = bands.tightestPrice(of: members[der] & active, at: node)
                }
                let power = ders[der].powerKW(at: price)
                setpointsKW[der] = power
                derPrice[der] = price
                derAccount[der] = account
                flow += shares[der].storage * power
            }
            nodeFlow[node] = flow
            if node > 0 { nodeFlow[Int(tree.parent[node])] += flow }
        }
    }

    /// The same where one account is all there is: a node's flow is one number.
    private mutating func shareOnly(_ problem: FillingProblem) {
        let tree = problem.tree
        let account = accounts[0].account
        let at = account.rawValue
        for node in nodeFlow.indices { nodeFlow[node][at] = accounts[0].states[node].fixed }
        let (ders, shares, firstDER) = (problem.ders.span, problem.shares.span, tree.firstDER.span)
        for node in stride(from: tree.nodeCount - 1, through: 0, by: -1) {
            var flow = nodeFlow[node][at]
            let own = bands.tightestPrice(of: account.bit & active, at: node)
            for der in Int(firstDER[node])..<Int(firstDER[node + 1]) {
                let isMember = members[der] & account.bit != 0
                let power = ders[der].powerKW(at: isMember ? own.0 : 0)
                setpointsKW[der] = power
                derPrice[der] = isMember ? own.0 : 0
                derAccount[der] = isMember ? own.1 : nil
                flow += shares[der].storage[at] * power
            }
            nodeFlow[node][at] = flow
            if node > 0 { nodeFlow[Int(tree.parent[node])][at] += flow }
        }
    }

    /// Prices for the reader, limits that are passed, and rooms that are left although they have a price.
    mutating func conclude(_ problem: FillingProblem, isSettled: Bool) -> FillingStatus {
        overloads.removeAll(keepingCapacity: true)
        var unused = UnusedRoom()
        for account in accounts {
            let at = account.account.rawValue
            for node in account.states.indices {
                let flow = nodeFlow[node][at]
                list(account.account, node, flow, problem.bounds[at][node])
                let own = bands.band(at: node, account.account)
                nodePrice[at][node] = max(own.floor, min(0, own.ceiling))
                let above =
                    node == 0 ? account.start : bands.band(at: Int(problem.tree.parent[node]), account.account)
                let state = account.states[node]
                if own.floor > above.floor { unused.include(account, node, state.upper - flow, of: state.upper) }
                if own.ceiling < above.ceiling { unused.include(account, node, flow - state.lower, of: state.lower) }
            }
        }
        guard isSettled else { return .unsettled(rounds: rounds, unusedKW: unused.largestKW) }
        guard let account = unused.account else { return .exact }
        return .inexact(account: account, node: unused.node, unusedKW: unused.largestKW, bounds: unused.count)
    }

    @inline(__always)
    private mutating func list(_ account: FlowAccount, _ node: Int, _ flow: Double, _ bounds: FlowBounds) {
        if flow > bounds.upperKW, flow - bounds.upperKW > AllocationSolver.leastReportedKW(of: bounds.upperKW) {
            overloads.append(
                AccountOverload(node: node, account: account, direction: .import, kW: flow - bounds.upperKW))
        }
        if flow < bounds.lowerKW, bounds.lowerKW - flow > AllocationSolver.leastReportedKW(of: bounds.lowerKW) {
            overloads.append(
                AccountOverload(node: node, account: account, direction: .export, kW: bounds.lowerKW - flow))
        }
    }
}

/// The largest room left under bounds that have a price.
private struct UnusedRoom {
    var account: FlowAccount?
    var (node, count) = (0, 0)
    var largestKW = 0.0

    mutating func include(_ solver: AccountSolver, _ node: Int, _ room: Double, of bound: Double) {
        let range = solver.ranges[node]
        let window = AllocationSolver.window * (1 + range.least.magnitude + range.most.magnitude)
        guard room > AllocationSolver.leastReportedKW(of: bound) + 2 * window else { return }
        count += 1
        guard room > largestKW else { return }
        (account, self.node, largestKW) = (solver.account, node, room)
    }
}
