// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 1: one effective value for each source, node and direction; the most restrictive of all sources wins.
@Suite struct Rule01LimitsTests {
    private let node = ConnectivityNode.ID("n")!

    private func limit(
        _ id: String, _ source: LimitSource = .operator, kW: Double, from: Int = 0, to: Int? = nil, made: Int = 0,
        lease: Lease? = nil
    ) -> Limit {
        Limit(
            id: .init(id)!, source: source, author: "ann", reason: "", node: node, direction: .import,
            value: .activePower(.kilowatts(kW)), start: Bench.moment(from).utc, end: to.map { Bench.moment($0).utc },
            createdAt: Bench.moment(made).utc, lease: lease)
    }

    private func effective(_ limits: [Limit], at time: Int, default value: Double? = nil) -> [String] {
        var book = LimitBook()
        for limit in limits {
            let isAdded = book.insert(limit)
            #expect(isAdded)
        }
        if let value {
            book.setDefault(.activePower(.kilowatts(value)), source: .operator, node: node, direction: .import)
        }
        return book.effective(at: Bench.moment(time)).map {
            guard case .activePower(let power) = $0.value else { return "?" }
            return "\($0.reference.source.text) \(power.kilowatts) \($0.reference.standing)"
        }
    }

    @Test func `the newest of a source counts and its end returns to the one before`() {
        let limits = [limit("old", kW: 10), limit("new", kW: 20, to: 100, made: 5)]
        #expect(effective(limits, at: 50) == ["operator 20.0 active"])
        #expect(effective(limits, at: 100) == ["operator 10.0 active"])
    }

    @Test func `a lost lease goes to the fall-back and not to unlimited`() {
        let lease = Lease(
            duration: .seconds(60), renewedAt: Bench.moment(0).steady, fallback: .activePower(.kilowatts(4)))
        let limits = [limit("leased", kW: 20, lease: lease)]
        #expect(effective(limits, at: 60) == ["operator 20.0 active"])
        #expect(effective(limits, at: 61) == ["operator 4.0 fallback"])
    }

    @Test func `the default of a source counts only while none of its limits is active`() {
        let limits = [limit("later", kW: 20, from: 100)]
        #expect(effective(limits, at: 50, default: 7) == ["operator 7.0 sourceDefault"])
        #expect(effective(limits, at: 100, default: 7) == ["operator 20.0 active"])
    }

    @Test func `across sources the most restrictive wins and the plan names it`() {
        var bench = Bench.garage(cars: 1, importKW: 30)
        for (source, kW) in [("a", 9.0), ("b", 6.0), ("c", 8.0)] {
            let isAdded = bench.limits.insert(on(bench, source, kW))
            #expect(isAdded)
        }
        bench.run(200)
        let reason = bench.setpoint("car0").reason
        #expect(bench.told("car0")! <= 6)
        #expect(reason.reference?.source == .system("b"))
        #expect(reason.cause == .limited)
    }

    private func on(_ bench: Bench, _ source: String, _ kW: Double) -> Limit {
        Limit(
            id: .init(source)!, source: .system(source), author: "x", reason: "", node: .init("garage")!,
            direction: .import, value: .activePower(.kilowatts(kW)), start: bench.now.utc, end: nil,
            createdAt: bench.now.utc)
    }

    @Test func `a limit holds when our clock is set back`() {
        var book = LimitBook()
        let limit = Limit(
            id: .init("cut")!, source: .operator, author: "ann", reason: "test", node: .init("garage")!,
            direction: .import, value: .activePower(.kilowatts(5)), start: Bench.moment(100).utc,
            end: Bench.moment(900).utc, createdAt: Bench.moment(100).utc)
        _ = book.insert(limit)
        let back = Moment(utc: Bench.moment(40).utc, steady: Bench.moment(101).steady)
        #expect(book.effective(at: back).count == 1)
        var planned = limit
        planned.id = .init("planned")!
        planned.start = Bench.moment(500).utc
        _ = book.insert(planned)
        #expect(book.effective(at: back).count == 1)
    }
}
