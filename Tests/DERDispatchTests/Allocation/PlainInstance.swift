// SPDX-License-Identifier: Apache-2.0

@testable import DERDispatch

/// An allocation problem in plain arrays and the caller's order, for oracles that share nothing with the product.
struct PlainInstance {
    var parent: [Int] = []
    var lower: [Double] = []
    var upper: [Double] = []
    var fixed: [Double] = []
    var node: [Int] = []
    var lo: [Double] = []
    var hi: [Double] = []
    var ref: [Double] = []
    var weightUp: [Double] = []
    var weightDown: [Double] = []
    var tier: [Double] = []
    var headPrice = 0.0

    /// Nodes, each after its parent.
    var topDown: [Int] {
        var children = [[Int]](repeating: [], count: parent.count)
        var order: [Int] = []
        for (node, above) in parent.enumerated() {
            if above < 0 { order.append(node) } else { children[above].append(node) }
        }
        var next = 0
        while next < order.count {
            order += children[order[next]]
            next += 1
        }
        return order
    }

    /// The product's problem, built through its public door.
    func problem() throws -> AllocationProblem {
        let tree = try AllocationTree(parent: parent, nodeOfDER: node)
        let nodes = try tree.callerNode.map(Int.init).map {
            try FlowBounds(lowerKW: lower[$0], upperKW: upper[$0], fixedKW: fixed[$0])
        }
        let ders = try tree.callerDER.map(Int.init).map {
            try PriceResponse(
                lowerKW: lo[$0], upperKW: hi[$0], preferredKW: ref[$0], weightUp: weightUp[$0],
                weightDown: weightDown[$0], tier: tier[$0])
        }
        return try AllocationProblem(tree: tree, nodes: nodes, ders: ders, headPrice: headPrice)
    }

    /// Cost by the formula of the result format.
    func objective(_ power: [Double]) -> Double {
        var total = 0.0
        for (index, value) in power.enumerated() {
            let d = value - ref[index]
            total +=
                d >= 0
                ? tier[index] * d + weightUp[index] / 2 * d * d
                : -tier[index] * d + weightDown[index] / 2 * d * d
        }
        return total + headPrice * (power.reduce(0, +) + fixed.reduce(0, +))
    }

    mutating func addNode(parent above: Int, lower: Double, upper: Double, fixed: Double) {
        parent.append(above)
        self.lower.append(lower)
        self.upper.append(upper)
        self.fixed.append(fixed)
    }

    mutating func addDER(
        at node: Int, _ bounds: ClosedRange<Double>, ref: Double, weightUp: Double = 1, weightDown: Double = 1,
        tier: Double = 0
    ) {
        self.node.append(node)
        lo.append(bounds.lowerBound)
        hi.append(bounds.upperBound)
        self.ref.append(ref)
        self.weightUp.append(weightUp)
        self.weightDown.append(weightDown)
        self.tier.append(tier)
    }
}

/// The product's answer, back in the caller's order.
struct PlainAnswer {
    var status: AllocationStatus
    var setpoints: [Double]
    var price: [Double]
    var flow: [Double]
    var importOverload: [Int: Double] = [:]
    var exportOverload: [Int: Double] = [:]

    init(_ solver: AllocationSolver, _ status: AllocationStatus, _ tree: AllocationTree) {
        self.status = status
        setpoints = tree.derPosition.map { solver.setpointsKW[Int($0)] }
        price = tree.nodePosition.map { solver.nodePrice[Int($0)] }
        flow = tree.nodePosition.map { solver.nodeFlowKW[Int($0)] }
        for overload in solver.overloads {
            let node = Int(tree.callerNode[overload.node])
            switch overload.direction {
            case .import: importOverload[node] = overload.kW
            case .export: exportOverload[node] = overload.kW
            }
        }
    }
}

extension PlainInstance {
    /// Solves once, cold.
    func solve() throws -> PlainAnswer {
        let problem = try problem()
        var solver = AllocationSolver()
        let status = solver.solve(problem)
        return PlainAnswer(solver, status, problem.tree)
    }
}
