// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// What would pass a limit if the link were lost: the declared worst against what was agreed and set, in the unit of it,
/// whatever is measured now.
@Suite struct SilentFlowTests {
    /// Volts of an ampere of base load, less the power factor: 0.9 x 230.94 V x 0.95.
    private static let voltsOfLoad = 0.9 * 400 / 3.0.squareRoot() * 0.95

    /// Cars with a default of 6 A on phase A, and base load that is declared to be as much, on A or on all phases.
    private static func garage(
        cars: Int, baseOnA: Double, baseKW: Double, fuse: Double? = nil, measuredKW: Double
    ) -> Bench {
        var street = Street()
        street.node("garage", base: 0...baseKW, rating: fuse.map { .current(.amperes($0)) })
        street.changeNode(0) {
            $0.baseLoad?.byPhase = BaseLoad.ByPhase(
                minimum: PowerByPhase(a: .zero),
                maximum: PowerByPhase(
                    a: .kilowatts(baseOnA), b: .kilowatts((baseKW - baseOnA) / 2),
                    c: .kilowatts((baseKW - baseOnA) / 2)))
        }
        for car in 0..<cars { street.evse("car\(car)", at: "garage", phases: .a, defaultKW: 6 * 0.230940) }
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        bench.baseKW[0] = measuredKW
        return bench
    }

    private static func limit(_ value: Rating, phase: PhaseCode? = nil) -> EffectiveLimit {
        var book = LimitBook()
        let now = Bench.moment(0).utc
        let limit = Limit(
            id: .init("l")!, source: .operator, author: "ann", reason: "test", node: .init("garage")!,
            direction: .import, value: value, start: now, end: nil, createdAt: now, phase: phase)
        _ = book.insert(limit)
        return book.effective(at: Bench.moment(1))[0]
    }

    private static func overload(_ bench: Bench, under limits: [EffectiveLimit] = []) -> SilentFlow.Overload {
        SilentFlow(bench.model, node: 0, state: bench.state).overload(.import, under: limits)
    }

    /// 4 x 6 A and 4 kW at the lowest voltage with their reactive part: 24 + 20.26 A.
    @Test func `a limit of 40 A is passed by the declared base load, however little of it is measured`() throws {
        var bench = Self.garage(cars: 4, baseOnA: 4, baseKW: 12, measuredKW: 0.3)
        bench.run(60)
        let over = Self.overload(bench, under: [Self.limit(.current(.amperes(40)))])
        let amperes = try #require(over.current?.amperes)
        #expect(abs(amperes - (24 + 4_000 / Self.voltsOfLoad - 40)) < 1e-3, "\(over)")
        #expect(over.phase == .a && abs(over.power.kilowatts - amperes * 0.230940) < 1e-4)
    }

    /// 6 x 6 A and 6 kW on phase A: 36 + 30.39 A.
    @Test func `a fuse of 63 A is passed by the declared base load, however little of it is measured`() throws {
        var bench = Self.garage(cars: 6, baseOnA: 6, baseKW: 6, fuse: 63, measuredKW: 1)
        bench.run(60)
        let amperes = try #require(Self.overload(bench).current?.amperes)
        #expect(abs(amperes - (36 + 6_000 / Self.voltsOfLoad - 63)) < 1e-3, "\(amperes)")
    }

    @Test(arguments: [nil, 208, 231] as [Double?]) func `ten cars at 6 A fit behind 63 A at any voltage`(
        measured: Double?
    ) {
        for (cars, isOver) in [(10, false), (11, true)] {
            var bench = Self.garage(cars: cars, baseOnA: 0, baseKW: 0, fuse: 63, measuredKW: 0)
            bench.run(2)
            if let measured {
                let told = Telemetry(power: .kilowatts(1), voltage: .volts(measured), sourceTime: bench.now.utc)
                #expect(bench.state.observe(told, node: 0, now: bench.now) == .accepted)
                bench.run(1)
            }
            let over = Self.overload(bench)
            #expect((over.current != nil) == isOver && (over.power > .zero) == isOver, "\(cars) cars: \(over)")
        }
    }

    /// A station that takes watts draws at the lowest voltage what 6 A at the highest come to.
    @Test func `stations that take watts alone may draw more amperes than they were meant to`() throws {
        var bench = Self.garage(cars: 10, baseOnA: 0, baseKW: 0, fuse: 63, measuredKW: 0)
        bench.run(2)
        for car in 0..<10 { bench.state.change(der: car) { $0.isToldWatts = true } }
        let amperes = try #require(Self.overload(bench).current?.amperes)
        #expect(abs(amperes - (10 * 6 * 254.034 / Self.voltsOfLoad - 63)) < 1e-3, "\(amperes)")
    }

    /// One phase behind a delta winding is two lines above it: 6 A at 254 V, 1.524 kW, are 0.88 kW on each.
    @Test func `above a delta winding a limit of a phase sees a car on one phase`() throws {
        var street = Street()
        street.node("garage", base: 0...0)
        street.node("low", below: "garage", base: 0...0)
        street.changeNode(1) { $0.kind = .transformer }
        street.evse("car", at: "low", phases: .c, defaultKW: 6 * 0.230940)
        let flow = SilentFlow(Bench(street, devices: Device.usual).model, node: 0)
        let over = flow.overload(.import, under: [Self.limit(.activePower(.kilowatts(0.5)), phase: .a)])
        #expect(over.phase == .a && abs(over.power.kilowatts - (6 * 0.254034 / 3.0.squareRoot() - 0.5)) < 1e-4)
        let fits = flow.overload(.import, under: [Self.limit(.activePower(.kilowatts(0.9)), phase: .a)])
        #expect(fits == SilentFlow.Overload())
        // The total is the car's own power, and no more.
        let total = flow.overload(.import, under: [Self.limit(.activePower(.kilowatts(1.6)))])
        #expect(total == SilentFlow.Overload())
    }
}
