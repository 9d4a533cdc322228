// SPDX-License-Identifier: Apache-2.0

import DERDispatch

/// An allocation problem with phases in plain arrays and the caller's order.
struct PhaseInstance {
    var parent: [Int] = []
    /// Loads at each node on A, B, C.
    var fixed: [[Double]] = []
    /// Lower and upper bound of each node's flows, in the order of `LimitedFlow`.
    var bounds: [[(lower: Double, upper: Double)]] = []
    var node: [Int] = []
    var share: [[Double]] = []
    var lo: [Double] = []
    var hi: [Double] = []
    var ref: [Double] = []
    var weightUp: [Double] = []
    var weightDown: [Double] = []
    var tier: [Double] = []
    var headPrice = 0.0

    static let open = (lower: -Double.infinity, upper: Double.infinity)

    /// A node without limits; its number.
    @discardableResult
    mutating func addNode(parent above: Int, fixed load: [Double] = [0, 0, 0]) -> Int {
        parent.append(above)
        fixed.append(load)
        bounds.append(Array(repeating: Self.open, count: LimitedFlow.allCases.count))
        return parent.count - 1
    }

    mutating func limit(_ node: Int, _ flow: LimitedFlow, upper: Double = .infinity, lower: Double = -.infinity) {
        bounds[node][Int(flow.rawValue)] = (lower, upper)
    }

    /// A DER on the given shares; its number.
    @discardableResult
    mutating func addDER(
        at site: Int, on shares: [Double], from low: Double, to high: Double, ref preferred: Double, up: Double = 1,
        down: Double = 1, tier rank: Double = 0
    ) -> Int {
        node.append(site)
        share.append(shares)
        lo.append(low)
        hi.append(high)
        ref.append(preferred)
        weightUp.append(up)
        weightDown.append(down)
        tier.append(rank)
        return node.count - 1
    }

    func problem() throws -> PhaseAllocationProblem {
        let tree = try AllocationTree(parent: parent, nodeOfDER: node)
        func vector(_ v: [Double]) -> PhaseVector { PhaseVector(a: v[0], b: v[1], c: v[2]) }
        let nodes = try tree.callerNode.map(Int.init).map { at in
            try PhaseFlowBounds(
                totalLowerKW: bounds[at][3].lower, totalUpperKW: bounds[at][3].upper,
                lowerKW: vector(bounds[at][0..<3].map(\.lower)), upperKW: vector(bounds[at][0..<3].map(\.upper)),
                fixedKW: vector(fixed[at]), unbalanceKW: bounds[at][4].upper)
        }
        let ders = try tree.callerDER.map(Int.init).map {
            try PriceResponse(
                lowerKW: lo[$0], upperKW: hi[$0], preferredKW: ref[$0], weightUp: weightUp[$0],
                weightDown: weightDown[$0], tier: tier[$0])
        }
        let shares = try tree.callerDER.map(Int.init).map {
            try PhaseShare(a: share[$0][0], b: share[$0][1], c: share[$0][2])
        }
        return try PhaseAllocationProblem(tree: tree, nodes: nodes, ders: ders, shares: shares, headPrice: headPrice)
    }

    /// What powers cost, by the formula.
    func objective(_ power: [Double]) -> Double {
        var total = headPrice * (power.reduce(0, +) + fixed.flatMap { $0 }.reduce(0, +))
        for (at, value) in power.enumerated() {
            let d = value - ref[at]
            total += tier[at] * d.magnitude + (d > 0 ? weightUp[at] : weightDown[at]) / 2 * d * d
        }
        return total
    }
}

/// The product's answer in the caller's order.
struct PhaseAnswer {
    var status: PhaseAllocationStatus
    var setpoints: [Double]
    var flow: [PhaseFlow]
    var price: [[Double]]
    /// By node, in the order of `LimitedFlow`.
    var shadow: [[Double]]
    var overload: [[(above: Double, below: Double)]]
    var certificate: AllocationCertificate
    var work: PhaseAllocationSolver.Work

    init(
        _ instance: PhaseInstance, with solver: inout PhaseAllocationSolver, start: AllocationSolver.Start = .cold
    ) throws {
        let problem = try instance.problem()
        status = solver.solve(problem, start: start)
        let (nodeAt, derAt) = (problem.tree.nodePosition, problem.tree.derPosition)
        setpoints = derAt.map { solver.setpointsKW[Int($0)] }
        flow = nodeAt.map { solver.nodeFlow[Int($0)] }
        price = nodeAt.map { at in
            let price = solver.nodePrice[Int(at)]
            return [price.a, price.b, price.c]
        }
        shadow = nodeAt.map { at in LimitedFlow.allCases.map { solver.shadowPrice(ofNode: Int(at), $0) } }
        overload = instance.parent.map { _ in LimitedFlow.allCases.map { _ in (0, 0) } }
        for passed in solver.overloads {
            let (node, flow) = (Int(problem.tree.callerNode[passed.node]), Int(passed.flow.rawValue))
            if passed.direction == .import { overload[node][flow].above = passed.kW }
            if passed.direction == .export { overload[node][flow].below = passed.kW }
        }
        certificate = solver.certificate
        work = solver.work
    }

    init(_ instance: PhaseInstance) throws {
        var solver = PhaseAllocationSolver()
        try self.init(instance, with: &solver)
    }
}
