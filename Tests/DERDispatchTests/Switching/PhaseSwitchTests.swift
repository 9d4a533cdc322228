// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Stations that are told to use one phase of three, in a closed loop with contactors that take their time.
@Suite struct PhaseSwitchTests {
    @Test func `row 13: cars whose share is below three phases' least charge on one instead of taking turns`() {
        // 6 kW for two: 3 kW each are below 4.14 kW, and above 1.38 kW.
        var bench = Bench.switching(cars: 2, importKW: 6)
        var turns = Bench.switching(cars: 2, importKW: 6, rule: nil)
        bench.run(600) { $0.expectWithinLimits() }
        turns.run(600) { $0.expectWithinLimits() }
        for car in ["car0", "car1"] {
            #expect(bench.device(car).contactor == 1)
            #expect(bench.phases(car).stage == .settled)
            #expect(bench.setpoint(car).phases == PlannedPhases(count: 1, cause: .shareBelowMinimum, stage: .settled))
            // Half of 6 kW at the highest voltage.
            #expect(abs(bench.device(car).powerKW - 3 / 1.1) < 0.05, "\(bench.device(car).powerKW)")
        }
        #expect(turns.devices.count { $0.powerKW > 0 } == 1)
        // Then there is less than three phases' least for any of them.
        bench.limit("less", at: "garage", kW: 4)
        turns.limit("less", at: "garage", kW: 4)
        bench.run(30)
        turns.run(30)
        let before = (bench.deliveredKWh, turns.deliveredKWh)
        bench.run(3_000) { $0.expectWithinLimits() }
        turns.run(3_000) { $0.expectWithinLimits() }
        let (switching, turning) = (bench.deliveredKWh - before.0, turns.deliveredKWh - before.1)
        print("two cars under 4 kW for 50 minutes: \(switching) kWh on one phase each, \(turning) kWh without")
        #expect(switching > 2.8 && turning < 0.2)
        // One switch each, whatever else happens.
        for car in ["car0", "car1"] { #expect(bench.device(car).switches == 1) }
    }

    @Test func `they go back to three when there is room that lasts`() {
        var bench = Bench.switching(cars: 2, importKW: 30)
        bench.limit("low", at: "garage", kW: 6)
        bench.run(600)
        #expect(bench.device("car0").contactor == 1)
        bench.limits = LimitBook()
        bench.run(100)
        // Room for a moment is none.
        #expect(bench.device("car0").contactor == 1)
        bench.run(600) { $0.expectWithinLimits() }
        for car in ["car0", "car1"] {
            #expect(bench.device(car).contactor == 3)
            #expect(bench.device(car).powerKW > 10)
            #expect(bench.setpoint(car).phases?.cause == .roomForThree)
        }
    }

    @Test func `room that comes and goes switches no oftener than is declared`() {
        let rule = PhaseSwitching(dwell: .seconds(240), mostPerHour: 4)
        var bench = Bench.switching(cars: 2, importKW: 30, rule: rule)
        // Short of it half of the time, for long enough each time.
        for round in 0..<12 {
            if round % 2 == 0 { bench.limit("low\(round)", at: "garage", kW: 6) } else { bench.limits = LimitBook() }
            bench.run(300) { if $0.time % 300 > 30 { $0.expectWithinLimits() } }
        }
        for car in ["car0", "car1"] {
            #expect((2...4).contains(bench.device(car).switches), "\(bench.device(car).switches)")
        }
    }

    @Test(arguments: [5, 45])
    func `until a switch to one phase is seen, its other phases are nobody else's`(delay: Int) {
        func run(_ bench: inout Bench) -> Double {
            for der in bench.devices.indices { bench.devices[der].switchDelaySeconds = delay }
            var worst = 0.0
            bench.run(900) { worst = max(worst, $0.trueKW("garage")) }
            return worst
        }
        var bench = Bench.switching(cars: 3, importKW: 7)
        #expect(run(&bench) <= 7)
        guard delay > 10 else { return }
        var careless = Bench.switching(cars: 3, importKW: 7).without(.switchReserve)
        #expect(run(&careless) > 7.5)
    }

    /// A car on A alone at full current, while others use B and C as far as a fuse of 32 A lets them; then the base load
    /// that had kept it there ends.
    private static func backToThree(_ guards: Guards = .all, seconds: Int = 3) -> (worst: Double, bench: Bench) {
        let rule = PhaseSwitching(startsAsTold: true)
        var bench = Bench.switching(cars: 1, fuse: 40, rule: rule, others: [.b, .c])
        bench.settings.guards = guards
        bench.isPlanChecked = guards == .all
        bench.change("car0") {
            $0.switchDelaySeconds = seconds
            $0.switchPauseSeconds = seconds
        }
        // 8 kW at 225 V are 35.5 A: of the 40 A less than 6 are left.
        bench.baseKW[0] = 16.4
        bench.basePhaseKW[0] = PhaseVector(a: 0.4, b: 8, c: 8)
        for car in ["other0", "other1"] { bench.setPlug(bench.der(car), isPlugged: false) }
        bench.run(900)
        #expect(bench.device("car0").contactor == 1)
        #expect(bench.device("car0").powerKW > 3.2)
        bench.baseKW[0] = 1.2
        bench.basePhaseKW[0] = PhaseVector(repeating: 0.4)
        for car in ["other0", "other1"] { bench.setPlug(bench.der(car), isPlugged: true) }
        var worst = 0.0
        bench.run(900) {
            let flow = $0.truePhaseKW("garage")
            worst = max(worst, flow.a, flow.b, flow.c)
        }
        return (worst, bench)
    }

    @Test(arguments: [0, 3]) func `row 10: before three phases are told, each of them holds what is in force`(
        seconds: Int
    ) {
        let (worst, bench) = Self.backToThree(seconds: seconds)
        #expect(worst <= Bench.fuseKW(40), "\(worst)")
        #expect(bench.device("car0").contactor == 3)
        #expect(bench.device("car0").powerKW > 4.2)
        let (careless, _) = Self.backToThree(Guards.all.subtracting(.switchReserve))
        #expect(careless > Bench.fuseKW(40), "\(careless)")
    }

    @Test func `a station that does not switch is alarmed, counted on three phases and tried again later`() {
        var bench = Bench.switching(cars: 2, importKW: 6)
        bench.change("car0") { $0.switchesPhases = false }
        var alarmedAt: [Int] = []
        bench.run(3_000) {
            $0.expectWithinLimits()
            if $0.plan!.alarms.contains(.phasesNotSwitched(der: .init("car0")!, told: 1)) { alarmedAt.append($0.time) }
        }
        #expect(bench.device("car1").contactor == 1)
        #expect((130...1_200).contains(alarmedAt.first ?? 0), "\(alarmedAt.first ?? 0)")
        #expect(alarmedAt.count >= 1_700)
        #expect(bench.phases("car0").failedPhases == 1 || bench.phases("car0").stage != .settled)
    }

    @Test func `a vehicle that uses one phase of itself is not switched`() {
        var bench = Bench.switching(cars: 2, importKW: 6)
        bench.change("car0") {
            $0.onPhases = .a
            $0.wishKW = 3.68
        }
        bench.run(1_200) { $0.expectWithinLimits() }
        #expect(bench.device("car0").switches == 0)
        #expect(bench.memory.ders[bench.der("car0")].phasesInUse == .a)
    }

    @Test func `where one line carries too little, cars take turns on three phases`() {
        // 20 A a phase, of which 9 kW of load leave 1.8 kW on A and nearly all on B and C: 3.1 kW are least for one of two.
        var bench = Bench.switching(cars: 2, fuse: 32)
        bench.baseKW[0] = 5.5
        bench.basePhaseKW[0] = PhaseVector(a: 4.9, b: 0.3, c: 0.3)
        bench.run(1_200) { $0.expectWithinFuse("garage", amperes: 32) }
        #expect(bench.devices.allSatisfy { $0.switches == 0 })
    }

    @Test func `the next vehicle begins on three phases`() {
        var bench = Bench.switching(cars: 2, importKW: 6)
        bench.run(600)
        #expect(bench.phases("car0").phases == 1)
        bench.setPlug(bench.der("car0"), isPlugged: false)
        bench.run(30)
        #expect(bench.phases("car0").phases == 3)
        #expect(bench.memory.ders[bench.der("car0")].phasesInUse == nil)
        bench.setPlug(bench.der("car0"), isPlugged: true)
        bench.run(20) { $0.expectWithinLimits() }
        #expect(bench.setpoint("car0").phases?.count == 3)
    }

    @Test func `one that cannot run on three phases at all starts on one only where it is declared to start as told`() {
        // 3 kW hold no three phases, so nothing could ever be seen.
        var strict = Bench.switching(cars: 1, importKW: 3)
        strict.run(900) { $0.expectWithinLimits() }
        #expect(strict.device("car0").powerKW == 0)
        #expect(strict.setpoint("car0").phases?.stage == .switching)
        var declared = Bench.switching(cars: 1, importKW: 3, rule: PhaseSwitching(startsAsTold: true))
        declared.run(900) { $0.expectWithinLimits() }
        #expect(declared.device("car0").powerKW > 2.6)
        // One that does not, though it is declared to, is found out by its currents.
        var wrong = Bench.switching(cars: 1, importKW: 3, rule: PhaseSwitching(startsAsTold: true))
        wrong.change("car0") { $0.switchesPhases = false }
        var over = 0
        var isAlarmed = false
        wrong.run(3_000) {
            if $0.trueKW("garage") > 3 { over += 1 }
            isAlarmed = isAlarmed || $0.plan!.alarms.contains(.phasesNotSwitched(der: .init("car0")!, told: 1))
        }
        // Report interval 10 s, delay 4 s, tick 1 s; once, for it is not believed a second time.
        #expect(over <= 15, "\(over) s")
        #expect(isAlarmed)
    }

    @Test func `a phase that a station leaves holds no balance`() {
        var bench = Bench.switching(cars: 2, importKW: 6, unbalanceKW: 4.6)
        var worst = 0.0
        bench.run(900) {
            let flow = $0.truePhaseKW("garage")
            worst = max(worst, max(flow.a, flow.b, flow.c) - min(flow.a, flow.b, flow.c))
        }
        #expect(worst < 4.65, "\(worst)")
        #expect(bench.devices.contains { $0.contactor == 1 })
    }

    @Test func `nobody is told phases where that is switched off`() {
        var bench = Bench.switching(cars: 2, importKW: 6)
        bench.settings.switchesPhases = false
        bench.run(600) { $0.expectWithinLimits() }
        #expect(bench.devices.allSatisfy { $0.switches == 0 })
    }
}
