// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Testing

@Suite("Sharing by filling, by hand")
struct FillingSolverTests {
    /// Max-min on a common level of 100 kW: the price is the level left.
    private func street() -> FillingInstance {
        var street = FillingInstance()
        street.addNode(parent: -1)
        return street
    }

    @Test("single-phase cars share their phase, a three-phase car takes what the others cannot")
    func sharesPhase() throws {
        var instance = street()
        instance.bound(0, .a, upper: 10)
        instance.bound(0, .total, upper: 50)
        for _ in 0..<3 { instance.addDER(at: 0, shares: Wiring.a, to: 7.4, ref: 100, down: 0.01) }
        instance.addDER(at: 0, shares: Wiring.abc, to: 22, ref: 100, down: 0.01)
        let answer = try FillingAnswer(instance)
        #expect(answer.status == .exact)
        // 3 p + p / 3 = 10: each has the same power, the three-phase car too, as phase A decides for all.
        for power in answer.setpoints { #expect((power - 3).magnitude < 1e-9) }
        #expect(answer.derAccount == [.a, .a, .a, .a])
        #expect(answer.deciding.allSatisfy { $0?.node == 0 && $0?.direction == .import })
        #expect(answer.overloads.isEmpty)
    }

    @Test("a bound found full in the first round is slack when the others hold")
    func lowersPrice() throws {
        var instance = street()
        let home = instance.addNode(parent: 0)
        instance.bound(0, .a, upper: 9)
        instance.bound(home, .total, upper: 4)
        instance.addDER(at: home, shares: Wiring.a, to: 10, ref: 100, down: 0.01)
        instance.addDER(at: 0, shares: Wiring.a, to: 5, ref: 100, down: 0.01)
        let answer = try FillingAnswer(instance)
        #expect(answer.status == .exact)
        #expect((answer.setpoints[0] - 4).magnitude < 1e-9)
        #expect((answer.setpoints[1] - 5).magnitude < 1e-9)
        #expect(answer.derAccount == [.total, nil])
        #expect(answer.nodePrice[FlowAccount.a.rawValue] == [0, 0])
    }

    @Test("import of one account wins over export of another, and no more than it must")
    func importWins() throws {
        var instance = street()
        let home = instance.addNode(parent: 0, fixed: [0, 0, 0, 0, 0])
        instance.fixed[0][FlowAccount.total.rawValue] = -20
        instance.bound(0, .total, lower: -10)
        instance.bound(home, .a, upper: 3)
        instance.addDER(at: home, shares: Wiring.a, from: -5, to: 8, ref: 0)
        instance.addDER(at: 0, shares: Wiring.b, from: -5, to: 8, ref: 0)
        let answer = try FillingAnswer(instance)
        #expect(answer.status == .exact)
        #expect((answer.setpoints[0] - 3).magnitude < 1e-9)
        #expect((answer.setpoints[1] - 7).magnitude < 1e-9)
        #expect(answer.derAccount == [.a, .total])
        #expect(answer.deciding[0]?.direction == .import)
        #expect(answer.deciding[1]?.direction == .export)
        #expect(answer.overloads.isEmpty)
    }

    @Test("a limit that nothing can keep is passed by the least, and reported")
    func reportsOverload() throws {
        var instance = street()
        instance.bound(0, .b, upper: 1)
        instance.bound(0, .total, upper: 6)
        instance.addDER(at: 0, shares: Wiring.b, from: 2, to: 7)
        instance.addDER(at: 0, shares: Wiring.c, from: 0, to: 7)
        let answer = try FillingAnswer(instance)
        #expect(answer.status == .exact)
        #expect(answer.setpoints[0] == 2)
        #expect((answer.setpoints[1] - 4).magnitude < 1e-9)
        #expect(answer.overloads.count == 1)
        #expect(answer.overloads[0] == (0, .b, .import, 1))
    }

    @Test("no DER, one node, no bound")
    func acceptsLittle() throws {
        var instance = street()
        #expect(try FillingAnswer(instance).status == .exact)
        instance.bound(0, .c, upper: 1)
        instance.fixed[0][FlowAccount.c.rawValue] = 2
        let answer = try FillingAnswer(instance)
        #expect(answer.overloads.count == 1)
        #expect(answer.overloads[0] == (0, .c, .import, 1))
        instance.upper[0][FlowAccount.c.rawValue] = .infinity
        instance.addDER(at: 0, shares: [0, 0, 0, 0, 0], to: 3)
        let free = try FillingAnswer(instance)
        #expect(free.setpoints == [3])
        #expect(free.derAccount == [nil])
    }

    @Test("arrays that do not fit the tree are refused")
    func refusesLengths() throws {
        let tree = try AllocationTree(parent: [-1], nodeOfDER: [])
        let none = Array(repeating: [FlowBounds](), count: 5)
        #expect(throws: AllocationProblemError.accountCount(given: 1, expected: 5)) {
            try FillingProblem(tree: tree, bounds: [[]], ders: [], shares: [])
        }
        #expect(throws: AllocationProblemError.nodeCount(given: 2, expected: 1)) {
            try FillingProblem(tree: tree, bounds: none.dropLast() + [[.open, .open]], ders: [], shares: [])
        }
        let shares = AccountShares(a: 0, b: 0, c: 0, total: 1, equivalent: 1)
        #expect(throws: AllocationProblemError.derCount(given: 1, expected: 0)) {
            try FillingProblem(tree: tree, bounds: none, ders: [], shares: [shares])
        }
    }
}
