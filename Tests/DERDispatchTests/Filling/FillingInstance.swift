// SPDX-License-Identifier: Apache-2.0

import DERDispatch

/// A problem of sharing by filling in plain arrays and the caller's order, for oracles that share nothing with the
/// product.
struct FillingInstance {
    var parent: [Int] = []
    /// Loads and bounds of each node, by the account's raw value.
    var fixed: [[Double]] = []
    var lower: [[Double]] = []
    var upper: [[Double]] = []
    var node: [Int] = []
    var share: [[Double]] = []
    var lo: [Double] = []
    var hi: [Double] = []
    var ref: [Double] = []
    var weightUp: [Double] = []
    var weightDown: [Double] = []
    var tier: [Double] = []

    static let accounts = FlowAccount.allCases.count

    /// A node without bounds; its number.
    @discardableResult
    mutating func addNode(parent above: Int, fixed load: [Double] = [0, 0, 0, 0, 0]) -> Int {
        parent.append(above)
        fixed.append(load)
        lower.append(Array(repeating: -.infinity, count: Self.accounts))
        upper.append(Array(repeating: .infinity, count: Self.accounts))
        return parent.count - 1
    }

    mutating func bound(_ node: Int, _ account: FlowAccount, upper most: Double? = nil, lower least: Double? = nil) {
        if let most { upper[node][account.rawValue] = most }
        if let least { lower[node][account.rawValue] = least }
    }

    /// A DER; its number.
    @discardableResult
    mutating func addDER(
        at site: Int, shares: [Double], from low: Double = 0, to high: Double, ref preferred: Double? = nil,
        up: Double = 1, down: Double = 1, tier rank: Double = 0
    ) -> Int {
        node.append(site)
        share.append(shares)
        lo.append(low)
        hi.append(high)
        ref.append(preferred ?? high)
        weightUp.append(up)
        weightDown.append(down)
        tier.append(rank)
        return node.count - 1
    }

    /// Whether the account has a bound anywhere.
    func isBounded(_ account: Int) -> Bool {
        parent.indices.contains { lower[$0][account] > -.infinity || upper[$0][account] < .infinity }
    }

    /// The product's problem, built through its public door.
    func problem() throws -> FillingProblem {
        let tree = try AllocationTree(parent: parent, nodeOfDER: node)
        let bounds = try (0..<Self.accounts).map { account in
            try !isBounded(account)
                ? []
                : tree.callerNode.map(Int.init).map {
                    try FlowBounds(
                        lowerKW: lower[$0][account], upperKW: upper[$0][account], fixedKW: fixed[$0][account])
                }
        }
        return try FillingProblem(
            tree: tree, bounds: bounds, ders: try tree.callerDER.map { try response(Int($0)) },
            shares: tree.callerDER.map(Int.init).map {
                AccountShares(
                    a: share[$0][0], b: share[$0][1], c: share[$0][2], total: share[$0][3], equivalent: share[$0][4])
            })
    }

    func response(_ der: Int) throws -> PriceResponse {
        try PriceResponse(
            lowerKW: lo[der], upperKW: hi[der], preferredKW: ref[der], weightUp: weightUp[der],
            weightDown: weightDown[der], tier: tier[der])
    }

    /// The DER's power at a price, by the formula of the result format.
    func power(_ der: Int, at price: Double) -> Double {
        var power = ref[der]
        if price > tier[der] { power -= (price - tier[der]) / weightDown[der] }
        if price < -tier[der] { power += (-price - tier[der]) / weightUp[der] }
        return min(hi[der], max(lo[der], power))
    }

    /// The nodes from a DER's own up to the head.
    func path(of der: Int) -> [Int] {
        var (nodes, at) = ([node[der]], parent[node[der]])
        while at >= 0 {
            nodes.append(at)
            at = parent[at]
        }
        return nodes
    }

    /// Flows by node and account.
    func flows(_ power: [Double]) -> [[Double]] {
        var flow = parent.map { _ in Array(repeating: 0.0, count: Self.accounts) }
        func add(_ amount: [Double], from start: Int) {
            var at = start
            while at >= 0 {
                for account in 0..<Self.accounts { flow[at][account] += amount[account] }
                at = parent[at]
            }
        }
        for at in parent.indices { add((0..<Self.accounts).map { isBounded($0) ? fixed[at][$0] : 0 }, from: at) }
        for der in node.indices { add(share[der].map { $0 * power[der] }, from: node[der]) }
        return flow
    }
}

/// The product's answer in the caller's order.
struct FillingAnswer {
    var status: FillingStatus
    var setpoints: [Double]
    var flow: [[Double]]
    /// By account, then node.
    var nodePrice: [[Double]]
    var derPrice: [Double]
    var derAccount: [FlowAccount?]
    /// Of each DER, with the caller's node.
    var deciding: [(node: Int, account: FlowAccount, direction: NodeOverload.Direction)?]
    /// With the caller's node.
    var overloads: [(node: Int, account: FlowAccount, direction: NodeOverload.Direction, kW: Double)]
    var rounds: Int

    init(_ instance: FillingInstance, with solver: inout FillingSolver) throws {
        let problem = try instance.problem()
        let status = solver.solve(problem)
        self.init(problem, solver, status)
    }

    init(_ instance: FillingInstance) throws {
        var solver = FillingSolver()
        try self.init(instance, with: &solver)
    }

    private init(_ problem: FillingProblem, _ solver: FillingSolver, _ status: FillingStatus) {
        let tree = problem.tree
        let (nodeAt, derAt) = (tree.nodePosition.map(Int.init), tree.derPosition.map(Int.init))
        self.status = status
        setpoints = derAt.map { solver.setpointsKW[$0] }
        flow = nodeAt.map { at in FlowAccount.allCases.map { solver.flowKW($0, node: at) } }
        nodePrice = solver.nodePrice.map { prices in prices.isEmpty ? [] : nodeAt.map { prices[$0] } }
        derPrice = derAt.map { solver.derPrice[$0] }
        derAccount = derAt.map { solver.derAccount[$0] }
        var nodeOf = [Int](repeating: 0, count: tree.derCount)
        for node in 0..<tree.nodeCount {
            for der in Int(tree.firstDER[node])..<Int(tree.firstDER[node + 1]) { nodeOf[der] = node }
        }
        deciding = derAt.map { der in
            solver.decidingBound(ofDER: der, at: nodeOf[der], in: tree).map {
                (Int(tree.callerNode[$0.node]), $0.account, $0.direction)
            }
        }
        overloads = solver.overloads.map { (Int(tree.callerNode[$0.node]), $0.account, $0.direction, $0.kW) }
        rounds = solver.rounds
    }
}

/// Ways to be wired.
enum Wiring {
    static let a = [1.0, 0, 0, 1, 3]
    static let b = [0.0, 1, 0, 1, 3]
    static let c = [0.0, 0, 1, 1, 3]
    static let ab = [0.5, 0.5, 0, 1, 1.5]
    static let bc = [0.0, 0.5, 0.5, 1, 1.5]
    static let ca = [0.5, 0, 0.5, 1, 1.5]
    static let abc = [1.0 / 3, 1.0 / 3, 1.0 / 3, 1, 1]
    static let unknown = [1.0, 1, 1, 1, 3]
    static let all = [a, b, c, ab, bc, ca, abc, unknown]
}
