// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Limits of single phases, by agreement and by operators, and what flows on each phase when the link is lost.
@Suite struct PhaseLimitTests {
    /// A car of 32 A on each phase that is given, at one node.
    private static func garage(
        _ phases: [PhaseCode], defaultKW: Double = 0, base: ClosedRange<Double> = 0...0,
        guaranteed: GuaranteedMinimum? = nil, change: (inout ConnectivityNode) -> Void = { _ in }
    ) -> Bench {
        var street = Street()
        street.node("garage", importKW: 60, base: base, guaranteed: guaranteed)
        street.changeNode(0) { change(&$0) }
        for (car, phase) in phases.enumerated() {
            street.evse("car\(car)", at: "garage", amperes: 32, phases: phase, defaultKW: defaultKW)
        }
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        bench.isMeteredByPhase = true
        return bench
    }

    private static func limit(
        _ id: String, _ value: Rating, phase: PhaseCode?, at second: Int = 0, _ direction: FlowDirection = .import
    ) -> Limit {
        let now = Bench.moment(second).utc
        return Limit(
            id: .init(id)!, source: .operator, author: "ann", reason: "test", node: .init("garage")!,
            direction: direction, value: value, start: now, end: nil, createdAt: now, phase: phase)
    }

    @Test func `an agreed limit of a phase holds, and leaves the others alone`() {
        var bench = Self.garage([.a, .a, .b]) { $0.importLimitByPhase = PowerByPhase(a: .kilowatts(5)) }
        bench.run(600) { #expect($0.truePhaseKW("garage").a <= 5, "at \($0.time) s") }
        #expect(bench.truePhaseKW("garage").a > 4 && bench.truePhaseKW("garage").b > 7)
        let reason = bench.setpoint("car0").reason
        #expect(reason.phase == .a && reason.reference?.source == .connection && reason.limit == .kilowatts(5))
        #expect(bench.planned("garage").byPhase?.importLimitKW == PhaseVector(a: 5, b: .infinity, c: .infinity))
    }

    @Test func `an operator's limit of a phase is answered at once, and names him`() {
        var bench = Self.garage([.a, .b])
        bench.run(300)
        #expect(bench.truePhaseKW("garage").a > 7)
        _ = bench.limits.insert(Self.limit("l", .activePower(.kilowatts(3)), phase: .a, at: bench.time))
        bench.run(30)
        bench.run(300) { #expect($0.truePhaseKW("garage").a <= 3) }
        #expect(bench.truePhaseKW("garage").b > 7)
        let reason = bench.setpoint("car0").reason
        #expect(reason.phase == .a && reason.reference?.author == "ann")
    }

    @Test func `amperes of one phase bound that phase alone`() throws {
        var bench = Self.garage([.a, .b])
        bench.meterVolts = 230
        _ = bench.limits.insert(Self.limit("l", .current(.amperes(10)), phase: .b))
        bench.run(300)
        // What the meter may be off counts as base load.
        let amperes = try #require(bench.setpoint("car1").current?.amperes)
        #expect(amperes <= 10 && amperes > 9.6, "\(amperes) A")
        #expect(bench.setpoint("car0").current == .amperes(32))
    }

    @Test func `within a source each phase has a limit of its own, and so has the total`() throws {
        var book = LimitBook()
        let given: [(String, Double, PhaseCode?, Int)] = [
            ("old", 5, .a, 1), ("new", 4, .a, 2), ("b", 3, .b, 1), ("all", 9, nil, 1),
        ]
        for (id, kW, phase, second) in given {
            _ = book.insert(Self.limit(id, .activePower(.kilowatts(kW)), phase: phase, at: second))
        }
        let effective = book.effective(at: Bench.moment(10))
        let found = effective.map { "\($0.reference.id?.text ?? "") \($0.phase?.text ?? "all")" }
        #expect(Set(found) == ["new A", "b B", "all all"])
    }

    @Test func `a guaranteed minimum goes before an operator's limit of a phase`() {
        var bench = Self.garage([.a, .b], guaranteed: .power(.kilowatts(4.2)))
        _ = bench.limits.insert(Self.limit("l", .activePower(.kilowatts(0)), phase: .a))
        bench.run(300)
        // Both have their part of it, 2.1 kW at nominal voltage; on B nothing is dimmed.
        #expect((bench.setpoint("car0").current?.amperes ?? 0) >= 9)
        #expect(bench.setpoint("car0").reason.reference?.source == .guaranteedMinimum)
        #expect(bench.setpoint("car1").current == .amperes(32))
        var without = Self.garage([.a, .b])
        _ = without.limits.insert(Self.limit("l", .activePower(.kilowatts(0)), phase: .a))
        without.run(300)
        #expect(without.told("car0") == 0)
    }

    @Test func `if the link is lost, the phase that is passed most is named`() throws {
        // 6 A are 1.38 kW at 230 V and 1.524 kW at 254 V; up to 1 kW of base load is on A alone.
        var bench = Self.garage([.a, .a, .b], defaultKW: 6 * 0.230940, base: 0...1) {
            $0.baseLoad?.byPhase = BaseLoad.ByPhase(
                minimum: PowerByPhase(a: .zero), maximum: PowerByPhase(a: .kilowatts(1)))
            $0.importLimitByPhase = PowerByPhase(a: .kilowatts(3), b: .kilowatts(1))
        }
        bench.run(2)
        let silent = SilentFlow(bench.model, node: 0)
        let each = 6 * 0.254034
        #expect(abs(silent.importPower.kilowatts - (3 * each + 1)) < 1e-4)
        let flow = try #require(silent.importByPhaseKW)
        #expect(abs(flow.a - (2 * each + 1)) < 1e-4 && abs(flow.b - each) < 1e-4 && flow.c == 0)
        let over = silent.overload(.import)
        #expect(over.phase == .a && abs(over.power.kilowatts - (2 * each + 1 - 3)) < 1e-4, "\(over)")
        #expect(silent.overload(.export) == SilentFlow.Overload())
    }

    @Test func `if the link is lost, ten cars at 6 A fit behind 63 A`() {
        for (cars, isOver) in [(10, false), (11, true)] {
            var bench = Self.garage(Array(repeating: .a, count: cars), defaultKW: 6 * 0.230940) {
                $0.rating = .current(.amperes(63))
            }
            bench.run(2)
            let over = SilentFlow(bench.model, node: 0).overload(.import)
            #expect((over.power > .zero) == isOver && (over.phase == .a) == isOver, "\(cars) cars: \(over)")
        }
    }
}
