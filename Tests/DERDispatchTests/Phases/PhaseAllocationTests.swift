// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import TestSupport
import Testing

/// Answers that a pencil gives, and what must hold whatever the instance.
@Suite("Allocation with phases")
struct PhaseAllocationTests {
    static let (onA, onB, onAll) = ([1.0, 0, 0], [0, 1.0, 0], [Double](repeating: 1.0 / 3, count: 3))

    // MARK: - By hand

    /// 63 A a phase are 14.49 kW: a third of the total, and all that is there for cars on one phase.
    @Test("18 single-phase cars on one phase share that phase and leave the others alone")
    func eighteenCars() throws {
        var instance = PhaseInstance()
        let head = instance.addNode(parent: -1)
        let garage = instance.addNode(parent: head)
        for flow in [LimitedFlow.a, .b, .c] { instance.limit(garage, flow, upper: 14.49) }
        instance.limit(garage, .total, upper: 43.47)
        for _ in 0..<18 { instance.addDER(at: garage, on: Self.onA, from: 0, to: 7.36, ref: 10) }
        let answer = try PhaseAnswer(instance)
        #expect(answer.status == .optimal)
        for power in answer.setpoints { #expect((power - 0.805).magnitude < 1e-9) }
        #expect(answer.flow[garage].phases.a <= 14.49)
        #expect((answer.price[garage][0] - 9.195).magnitude < 1e-9)
        #expect(answer.price[garage][1] == 0 && answer.price[garage][2] == 0)
        #expect(answer.shadow[garage][3] == 0)
        #expect(answer.overload.allSatisfy { $0.allSatisfy { $0 == (0, 0) } })
    }

    /// Minimise (10-x)²/2 + (12-y)²/2 with x + y/3 = 10: the price l gives x = 10 - l, y = 12 - l/3, so l = 3.6.
    @Test("a three-phase car gives way to a third of a phase's price")
    func threePhaseCar() throws {
        var instance = PhaseInstance()
        instance.addNode(parent: -1)
        instance.limit(0, .a, upper: 10)
        instance.addDER(at: 0, on: Self.onA, from: 0, to: 10, ref: 10)
        instance.addDER(at: 0, on: Self.onAll, from: 0, to: 12, ref: 12)
        let answer = try PhaseAnswer(instance)
        #expect((answer.setpoints[0] - 6.4).magnitude < 1e-9)
        #expect((answer.setpoints[1] - 10.8).magnitude < 1e-9)
        #expect((answer.shadow[0][0] - 3.6).magnitude < 1e-9)
    }

    @Test("unbalance is limited between each two phases")
    func unbalance() throws {
        var instance = PhaseInstance()
        instance.addNode(parent: -1, fixed: [0, 1, 2])
        for flow in [LimitedFlow.aOverB, .bOverC, .cOverA] { instance.limit(0, flow, upper: 4.6, lower: -4.6) }
        instance.addDER(at: 0, on: Self.onA, from: 0, to: 11, ref: 11)
        let answer = try PhaseAnswer(instance)
        #expect((answer.setpoints[0] - 5.6).magnitude < 1e-9)
        #expect(answer.flow[0].kW(of: .aOverB) <= 4.6)
    }

    @Test("a load beyond the limit of its phase leaves the cars there at their least and is reported")
    func loadBeyondLimit() throws {
        var instance = PhaseInstance()
        instance.addNode(parent: -1, fixed: [5, 1, 0])
        instance.limit(0, .a, upper: 3)
        instance.limit(0, .total, upper: 20)
        instance.addDER(at: 0, on: Self.onA, from: 0, to: 7, ref: 7)
        instance.addDER(at: 0, on: Self.onB, from: 0, to: 7, ref: 7)
        let answer = try PhaseAnswer(instance)
        #expect(answer.status == .optimal)
        #expect(answer.setpoints[0] == 0)
        #expect(answer.setpoints[1] == 7)
        #expect(answer.overload[0].map(\.above) == [2, 0, 0, 0, 0, 0, 0])
    }

    /// A must take at least 3 kW, B at most 1 kW, and the one car loads both alike.
    @Test("limits that contradict each other are passed by the least sum")
    func contradiction() throws {
        var instance = PhaseInstance()
        instance.addNode(parent: -1)
        instance.limit(0, .a, lower: 3)
        instance.limit(0, .b, upper: 1)
        instance.addDER(at: 0, on: Self.onAll, from: 0, to: 22, ref: 4.5)
        let answer = try PhaseAnswer(instance)
        #expect((answer.setpoints[0] - 4.5).magnitude < 1e-9)
        #expect((answer.certificate.conflictKW - 2).magnitude < 1e-9)
        #expect((answer.certificate.leastConflictKW - 2).magnitude < 1e-9)
        #expect((answer.overload[0][0].below - 1.5).magnitude < 1e-9)
        #expect((answer.overload[0][1].above - 0.5).magnitude < 1e-9)
    }

    // MARK: - Beside the solver of totals

    @Test("without limits of phases the answer is that of the totals, bit for bit")
    func equalsTotals() throws {
        for seed in 1...30 {
            var instance = PhaseInstance.seeded(seed)
            for node in instance.parent.indices {
                for flow in LimitedFlow.allCases where flow != .total { instance.limit(node, flow) }
            }
            let problem = try instance.problem()
            var (solver, totals) = (PhaseAllocationSolver(), AllocationSolver())
            #expect(solver.solve(problem) == .optimal)
            _ = totals.solve(problem.totals)
            #expect(solver.setpointsKW == totals.setpointsKW)
            #expect(solver.work.byInteriorPoint == 0)
            #expect(solver.overloads.map(\.node) == totals.overloads.map(\.node))
        }
    }

    @Test("with all on one phase its limits do what limits of the total do")
    func onePhaseEqualsTotals() throws {
        for seed in (1...40) where seed % 6 != 5 {
            var instance = PhaseInstance.seeded(seed)
            for der in instance.node.indices { instance.share[der] = Self.onA }
            for node in instance.parent.indices {
                let total = instance.bounds[node][3]
                instance.fixed[node] = [instance.fixed[node].reduce(0, +), 0, 0]
                for flow in LimitedFlow.allCases { instance.limit(node, flow) }
                instance.limit(node, .a, upper: total.upper, lower: total.lower)
            }
            let problem = try instance.problem()
            var (solver, totals) = (PhaseAllocationSolver(), AllocationSolver())
            #expect(solver.solve(problem) == .optimal, "seed \(seed)")
            instance.moveLimitsOfAToTotal()
            let same = try instance.problem().totals
            _ = totals.solve(same)
            let expected = same.objective(setpointsKW: totals.setpointsKW, headFlowKW: totals.nodeFlowKW[0])
            let error = (solver.certificate.objective - expected).magnitude / max(1, expected.magnitude)
            #expect(error <= 1e-9, "seed \(seed)")
            let ours = solver.overloads.filter { $0.direction == .import }
            let theirs = totals.overloads.filter { $0.direction == .import }
            #expect(ours.map(\.node) == theirs.map(\.node), "seed \(seed)")
            for (one, other) in zip(ours, theirs) { #expect((one.kW - other.kW).magnitude < 1e-9, "seed \(seed)") }
        }
    }

    // MARK: - Properties

    @Test("the order of nodes' children and of DERs does not change the split")
    func order() throws {
        for seed in [1, 2, 8, 11, 19, 26] {
            let instance = PhaseInstance.seeded(seed)
            let answer = try PhaseAnswer(instance)
            var random = SplitMix64(seed: UInt64(seed))
            let (other, nodeAt, derAt) = instance.shuffled(&random)
            let shuffled = try PhaseAnswer(other)
            for der in derAt.indices {
                #expect((answer.setpoints[der] - shuffled.setpoints[derAt[der]]).magnitude < 1e-8, "seed \(seed)")
            }
            for node in nodeAt.indices {
                #expect((answer.flow[node].total - shuffled.flow[nodeAt[node]].total).magnitude < 1e-7)
            }
        }
    }

    /// The optimum's flow on the limit itself: the least of the new limit and what flowed before. Other phases of the
    /// node may take what has become free, as the next test shows.
    @Test("a tighter limit never raises the flow that it limits")
    func tightening() throws {
        for seed in [1, 2, 4, 7, 8, 13] {
            let instance = PhaseInstance.seeded(seed)
            let before = try PhaseAnswer(instance)
            for node in instance.parent.indices {
                for flow in LimitedFlow.allCases.prefix(4) {
                    let value = before.flow[node].kW(of: flow)
                    var tighter = instance
                    let (lower, upper) = instance.bounds[node][Int(flow.rawValue)]
                    guard value > 0.5, upper.isInfinite || value <= upper else { continue }
                    tighter.limit(node, flow, upper: min(upper, value) - 0.25, lower: lower)
                    let after = try PhaseAnswer(tighter)
                    #expect(after.flow[node].kW(of: flow) <= value + 1e-9, "seed \(seed) node \(node) \(flow)")
                }
            }
        }
    }

    /// B is full with a car on A and B and one on B; when A is cut, the first makes room on B.
    @Test("what a tighter phase frees on another phase is used there")
    func freedPhase() throws {
        var instance = PhaseInstance()
        instance.addNode(parent: -1)
        instance.limit(0, .b, upper: 10)
        instance.addDER(at: 0, on: [0.5, 0.5, 0], from: 0, to: 10, ref: 10)
        let onB = instance.addDER(at: 0, on: Self.onB, from: 0, to: 10, ref: 10)
        let before = try PhaseAnswer(instance)
        instance.limit(0, .a, upper: 2)
        let after = try PhaseAnswer(instance)
        #expect(after.setpoints[onB] > before.setpoints[onB] + 1)
        #expect(after.flow[0].phases.b <= 10)
    }

    @Test("from the last prices the answer is the same")
    func warmStart() throws {
        for seed in [1, 2, 3, 8, 14, 20] {
            var instance = PhaseInstance.seeded(seed)
            var solver = PhaseAllocationSolver()
            _ = try PhaseAnswer(instance, with: &solver)
            for node in instance.fixed.indices { instance.fixed[node][node % 3] += 0.01 }
            let warm = try PhaseAnswer(instance, with: &solver, start: .previousPrices)
            let cold = try PhaseAnswer(instance)
            #expect(warm.status == .optimal)
            for (a, b) in zip(warm.setpoints, cold.setpoints) { #expect((a - b).magnitude < 1e-7, "seed \(seed)") }
        }
    }

    @Test("the certificate sees a wrong answer")
    func residualSeesErrors() throws {
        let instance = PhaseInstance.seeded(1)
        var answer = try PhaseAnswer(instance)
        let der = try #require(
            answer.setpoints.indices.first {
                instance.lo[$0] + 0.2 < answer.setpoints[$0] && answer.setpoints[$0] < instance.hi[$0] - 0.2
                    && (answer.setpoints[$0] - instance.ref[$0]).magnitude > 0.2
            })
        answer.setpoints[der] += 0.01
        let moved = PhaseOptimalityResidual(instance, answer)
        #expect(moved.stationarity > 1e-5)
        #expect(moved.balance > 1e-3)
        answer = try PhaseAnswer(instance)
        answer.price[0][0] += 0.5
        #expect(PhaseOptimalityResidual(instance, answer).prices > 0.4)
    }

    // MARK: - Refusals

    @Test("what means nothing is refused")
    func refusals() throws {
        #expect(throws: PhaseShareError.share(-0.5)) { try PhaseShare(a: -0.5, b: 1, c: 0.5) }
        #expect(throws: PhaseShareError.sum(0.75)) { try PhaseShare(a: 0.5, b: 0.25, c: 0) }
        #expect(throws: PhaseShareError.self) { try PhaseShare(a: .nan, b: 1, c: 0) }
        #expect(throws: PhaseFlowBoundsError.unbalance(-1)) { try PhaseFlowBounds(unbalanceKW: -1) }
        #expect(throws: PhaseFlowBoundsError.bounds(.fixed(.infinity))) {
            try PhaseFlowBounds(fixedKW: PhaseVector(a: 0, b: .infinity, c: 0))
        }
        #expect(throws: PhaseFlowBoundsError.self) { try PhaseFlowBounds(upperKW: PhaseVector(repeating: .nan)) }
        let tree = try AllocationTree(parent: [-1], nodeOfDER: [0])
        let der = try PriceResponse(
            lowerKW: 0, upperKW: 1, preferredKW: 1, weightUp: 1, weightDown: 1, tier: 0)
        #expect(throws: AllocationProblemError.derCount(given: 0, expected: 1)) {
            try PhaseAllocationProblem(tree: tree, nodes: [.open], ders: [der], shares: [])
        }
    }
}

extension PhaseInstance {
    fileprivate mutating func moveLimitsOfAToTotal() {
        for node in parent.indices {
            let a = bounds[node][0]
            limit(node, .a)
            limit(node, .total, upper: a.upper, lower: a.lower)
        }
    }

    /// The same with nodes and DERs in another order, and where each one went.
    fileprivate func shuffled(_ random: inout SplitMix64) -> (PhaseInstance, nodeAt: [Int], derAt: [Int]) {
        let nodes = parent.indices.shuffled(using: &random)
        let ders = node.indices.shuffled(using: &random)
        var (nodeAt, derAt) = (parent, node)
        for (at, old) in nodes.enumerated() { nodeAt[old] = at }
        for (at, old) in ders.enumerated() { derAt[old] = at }
        var other = PhaseInstance()
        for old in nodes {
            other.addNode(parent: parent[old] < 0 ? -1 : nodeAt[parent[old]], fixed: fixed[old])
            other.bounds[other.bounds.count - 1] = bounds[old]
        }
        for old in ders {
            other.addDER(
                at: nodeAt[node[old]], on: share[old], from: lo[old], to: hi[old], ref: ref[old], up: weightUp[old],
                down: weightDown[old], tier: tier[old])
        }
        other.headPrice = headPrice
        return (other, nodeAt, derAt)
    }
}
