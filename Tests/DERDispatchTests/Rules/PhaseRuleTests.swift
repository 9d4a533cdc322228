// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Phases in a closed loop: complaints of the field by row, and what is learned of vehicles.
@Suite struct PhaseRuleTests {
    /// A garage behind a fuse with outlets of 32 A on phases that are given.
    private static func garage(fuse: Double, outlets: [PhaseCode], wishKW: (PhaseCode) -> Double) -> Bench {
        var street = Street()
        street.node("garage", base: 0...0, rating: .current(.amperes(fuse)))
        for (car, phases) in outlets.enumerated() {
            street.evse("car\(car)", at: "garage", amperes: 32, phases: phases)
        }
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        for (car, phases) in outlets.enumerated() {
            bench.change("car\(car)") {
                $0.isReportingPhases = true
                $0.wishKW = wishKW(phases)
            }
        }
        return bench
    }

    private static func most(_ phases: PhaseCode) -> Double { 32 * 0.23 * Double(phases.count) }

    @Test func `row 8: cars on rotated phases are summed on their own phase, not as if on one`() {
        var bench = Self.garage(fuse: 40, outlets: [.a, .b, .c], wishKW: Self.most)
        bench.run(600) { $0.expectWithinFuse("garage", amperes: 40) }
        // Each phase holds 40 A, and the car its 32; as if on one phase they had 13.
        for car in 0..<3 { #expect(bench.device("car\(car)").powerKW > 25 * 0.23, "car \(car)") }
    }

    @Test func `row 8: a car is not limited by a phase it is not on`() {
        var bench = Self.garage(fuse: 40, outlets: [.a, .a, .a, .b], wishKW: Self.most)
        bench.run(900) { $0.expectWithinFuse("garage", amperes: 40) }
        #expect(bench.device("car3").powerKW > 25 * 0.23)
        for car in 0..<3 { #expect(bench.device("car\(car)").powerKW < 13.4 * 0.23, "car \(car)") }
        #expect(bench.plan!.setpoints[0].reason.phase == .a)
    }

    @Test func `row 8: a vehicle on one phase of its outlet leaves the others to its neighbours`() {
        // The first vehicle of a row uses only L1; the outlet behind it is on all phases.
        var bench = Self.garage(fuse: 40, outlets: [.abc, .b, .c], wishKW: Self.most)
        bench.change("car0") {
            $0.onPhases = .a
            $0.wishKW = 32 * 0.23
        }
        bench.run(1_200) { $0.expectWithinFuse("garage", amperes: 40) }
        #expect(bench.memory.ders[bench.der("car0")].phasesInUse == .a)
        for car in 0..<3 { #expect(bench.device("car\(car)").powerKW > 25 * 0.23, "car \(car)") }
    }

    @Test func `row 8: base load is seen on the phase that it is on`() {
        var bench = Self.garage(fuse: 40, outlets: [.a, .b], wishKW: Self.most)
        bench.isMeteredByPhase = true
        bench.baseKW[0] = 5
        bench.basePhaseKW[0] = PhaseVector(a: 5, b: 0, c: 0)
        bench.run(900) { if $0.time > 60 { $0.expectWithinFuse("garage", amperes: 40) } }
        // 5 kW may be 25.3 A at the lowest voltage: 14.7 A are left on A, all of it on B.
        #expect(bench.device("car0").powerKW < 14.7 * 0.23)
        #expect(bench.device("car1").powerKW > 25 * 0.23)
    }

    @Test func `row 9: two phases differ by no more than is permitted, and cars on different ones rise together`() {
        var street = Street()
        street.node("home", base: 0...0, rating: .current(.amperes(100)))
        street.changeNode(0) { $0.unbalanceLimit = .activePower(.kilowatts(4.6)) }
        for (car, phases) in [PhaseCode.a, .b, .c].enumerated() {
            street.evse("car\(car)", at: "home", amperes: 32, phases: phases)
        }
        var bench = Bench(street, devices: Device.usual)
        bench.isMeteredByPhase = true
        for car in 0..<3 { bench.change("car\(car)") { $0.wishKW = 32 * 0.23 } }
        var worst = 0.0
        bench.run(900) {
            let flow = $0.truePhaseKW("home")
            worst = max(worst, max(flow.a, flow.b, flow.c) - min(flow.a, flow.b, flow.c))
        }
        #expect(worst < 4.65, "\(worst)")
        for car in 0..<3 { #expect(bench.device("car\(car)").powerKW > 7.2, "car \(car)") }
        // One that stops takes the others down to what one alone may draw.
        bench.change("car0") { $0.wishKW = 0 }
        bench.run(120)
        let flow = bench.truePhaseKW("home")
        #expect(flow.b < 4.65 && flow.c < 4.65, "\(flow)")
    }

    @Test func `row 10: a vehicle that switches from one phase to three finds the worst case reserved`() {
        var bench = Self.garage(fuse: 40, outlets: [.abc, .b, .c], wishKW: Self.most)
        bench.change("car0") {
            $0.onPhases = .a
            $0.wishKW = 32 * 0.23
        }
        bench.run(1_200)
        #expect(bench.memory.ders[bench.der("car0")].phasesInUse == .a)
        // It switches with all its current, unasked: the others are taken down as soon as that is reported.
        bench.change("car0") {
            $0.onPhases = .abc
            $0.wishKW = 32 * 0.23 * 3
        }
        var over = 0
        bench.run(900) {
            let flow = $0.truePhaseKW("garage")
            if max(flow.a, flow.b, flow.c) > Bench.fuseKW(40) { over += 1 }
        }
        // Report interval 10 s, delay 4 s, tick 1 s.
        #expect(over <= 15, "\(over) s")
        #expect(bench.memory.ders[bench.der("car0")].phasesInUse == nil)
        bench.expectWithinFuse("garage", amperes: 40)
    }

    @Test func `row 10: one phase never gets what three were meant to share`() {
        // While a station waits to switch, what it was told holds for each phase that it uses.
        var bench = Self.garage(fuse: 20, outlets: [.abc], wishKW: Self.most)
        bench.change("car0") {
            $0.onPhases = .a
            $0.wishKW = 32 * 0.23
        }
        bench.run(900) { $0.expectWithinFuse("garage", amperes: 20) }
        bench.change("car0") {
            $0.onPhases = .abc
            $0.wishKW = 32 * 0.23 * 3
        }
        bench.run(900) { $0.expectWithinFuse("garage", amperes: 20) }
    }

    @Test func `a vehicle that pauses is still one of a single phase, and a new one is not`() {
        var bench = Self.garage(fuse: 40, outlets: [.abc, .b], wishKW: Self.most)
        bench.change("car0") {
            $0.onPhases = .a
            $0.wishKW = 32 * 0.23
        }
        bench.run(600)
        bench.change("car0") { $0.wishKW = 0 }
        bench.run(120)
        #expect(bench.memory.ders[bench.der("car0")].phasesInUse == .a)
        bench.setPlug(bench.der("car0"), isPlugged: false)
        bench.run(30)
        #expect(bench.memory.ders[bench.der("car0")].phasesInUse == nil)
    }

    @Test func `when nothing is measured by phase any more, all phases count again`() {
        var bench = Self.garage(fuse: 40, outlets: [.abc, .b], wishKW: Self.most)
        bench.change("car0") {
            $0.onPhases = .a
            $0.wishKW = 32 * 0.23
        }
        bench.run(600)
        #expect(bench.memory.ders[bench.der("car0")].phasesInUse == .a)
        // Its total is still reported.
        bench.change("car0") { $0.isReportingPhases = false }
        bench.run(40)
        #expect(bench.memory.ders[bench.der("car0")].phasesInUse == nil)
    }

    @Test func `an outlet that is told kilowatts counts on all its phases`() {
        var street = Street()
        street.node("garage", base: 0...0, rating: .current(.amperes(40)))
        street.evse("car0", at: "garage", amperes: 32, communication: .mqtt)
        street.evse("car1", at: "garage", amperes: 32, phases: .b)
        var bench = Bench(street, devices: Device.usual)
        bench.change("car0") {
            $0.onPhases = .a
            $0.isReportingPhases = true
            $0.wishKW = 32 * 0.23
        }
        bench.run(600)
        #expect(bench.memory.ders[bench.der("car0")].phasesInUse == nil)
    }

    @Test func `a guarantee on one phase of a node dimmed in amperes leaves the others dimmed`() {
        var street = Street()
        street.node("street", base: 0...0, meter: false, rating: .current(.amperes(63)))
        street.node("home", below: "street", base: 0...0, meter: false, guaranteed: .power(.kilowatts(4.2)))
        street.load("heat", at: "home", kW: 4.2, phases: .a)
        street.node("next", below: "street", base: 0...0, meter: false)
        street.load("pump", at: "next", kW: 20, phases: .b)
        var bench = Bench(street, devices: Device.usual)
        let added = bench.limits.insert(
            Limit(
                id: .init("dim")!, source: .operator, author: "ann", reason: "test", node: .init("street")!,
                direction: .import, value: .current(.amperes(6)), start: bench.now.utc, end: nil,
                createdAt: bench.now.utc))
        #expect(added)
        bench.run(120)
        #expect(abs(bench.plan!.setpoints[bench.der("heat")].target.kilowatts - 4.2) < 0.01)
        // 6 A are 3.55 kW in all: what is lifted is what the guarantee needs, and no more is left for the pump.
        #expect(bench.plan!.setpoints[bench.der("pump")].target.kilowatts < 0.2)
    }

    @Test func `a trim stays while two phases take turns at being the worst`() {
        var street = Street()
        street.node("home", base: 0...0, rating: .current(.amperes(16)))
        street.load("pump", at: "home", kW: 3)
        var bench = Bench(street, devices: Device.usual)
        bench.isMeteredByPhase = true
        bench.baseKW[0] = 11.9
        bench.run(90) { bench in
            let isOdd = bench.time % 2 == 1
            bench.basePhaseKW[0] = PhaseVector(a: isOdd ? 6 : 5.9, b: isOdd ? 5.9 : 6, c: 0)
            // Trimmed once the pump had its time to follow.
            if bench.time > 30 { #expect(bench.memory.nodes[0].trimKW > 1, "at \(bench.time) s") }
        }
    }

    @Test func `what is given on one phase of three relieves amperes above a delta winding of nothing for sure`() {
        var street = Street()
        street.node("line", meter: false, rating: .current(.amperes(40)))
        street.node("transformer", below: "line", base: 0...0, meter: false)
        street.changeNode(1) { $0.kind = .transformer }
        street.evse("car", at: "transformer", amperes: 32, dischargeKW: 20)
        street.load("pump", at: "transformer", kW: 60)
        var bench = Bench(street, devices: Device.usual)
        bench.change("car") {
            $0.onPhases = .a
            $0.isReportingPhases = true
            $0.isObedient = false
            $0.wishKW = -3.7
        }
        bench.run(120)
        // 40 A at the lowest voltage.
        let usable = 40 * 0.9 * 0.95 * 0.4 * 3.0.squareRoot()
        #expect(bench.plan!.setpoints[bench.der("pump")].target.kilowatts <= usable + 1e-6)
    }
}
