// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// What is asked before another number of phases is told, and what becomes of orders that nobody can see followed.
@Suite struct PhaseOrderTests {
    /// Notes whether a plan tells other phases than the one before without having said that it prepares for them.
    private struct Watch {
        private var last: PlannedPhases?
        private(set) var switches = 0
        private(set) var hasty = 0

        mutating func note(_ phases: PlannedPhases?) {
            if let last, let phases, phases.count != last.count {
                switches += 1
                if last.stage != .preparing { hasty += 1 }
            }
            last = phases ?? last
        }
    }

    @Test func `other phases are told only after a plan that prepares for them`() {
        var bench = Bench.switching(cars: 2, importKW: 30)
        var watches = [Watch(), Watch()]
        func run(_ seconds: Int) {
            bench.run(seconds) {
                for car in 0..<2 { watches[car].note($0.setpoint("car\(car)").phases) }
            }
        }
        bench.limit("low", at: "garage", kW: 6)
        run(500)
        bench.limits = LimitBook()
        run(500)
        for watch in watches {
            #expect(watch.switches == 2)
            #expect(watch.hasty == 0)
        }
    }

    @Test(arguments: [0, 5]) func `before one phase is told, the one that is kept holds the balance`(delay: Int) {
        // A car on three phases; when it is about to be told one, the base load of B and C goes over to A: 6 kW there, and
        // 7 kW are permitted between two phases. On A alone the car would take 1.4 kW or more.
        func worst(_ guards: Guards) -> Double {
            var bench = Bench.switching(cars: 2, importKW: 12, unbalanceKW: 7)
            bench.settings.guards = guards
            bench.isPlanChecked = guards == .all
            bench.baseKW[0] = 6
            bench.basePhaseKW[0] = PhaseVector(a: 3, b: 1.5, c: 1.5)
            for der in bench.devices.indices {
                bench.devices[der].switchDelaySeconds = delay
                bench.devices[der].switchPauseSeconds = delay
            }
            var isPreparing = false
            while !isPreparing, bench.time < 900 {
                bench.run(1)
                isPreparing = (0..<2).contains {
                    bench.phases("car\($0)").stage == .preparing && bench.device("car\($0)").powerKW > 4
                }
            }
            #expect(isPreparing)
            bench.basePhaseKW[0] = PhaseVector(a: 6, b: 0, c: 0)
            var worst = 0.0
            bench.run(300) {
                let flow = $0.truePhaseKW("garage")
                worst = max(worst, max(flow.a, flow.b, flow.c) - min(flow.a, flow.b, flow.c))
            }
            return worst
        }
        let guarded = worst(.all)
        #expect(guarded <= 7, "\(guarded)")
        let careless = worst(Guards.all.subtracting(.switchReserve))
        #expect(careless > 7, "\(careless)")
    }

    @Test func `a station without readings by phase is told one only in a pause that makes it sure`() {
        var strict = Bench.switching(cars: 2, importKW: 6)
        var declared = Bench.switching(cars: 2, importKW: 6, rule: PhaseSwitching(startsAsTold: true))
        for der in 0..<2 {
            strict.devices[der].isReportingPhases = false
            declared.devices[der].isReportingPhases = false
        }
        strict.run(900) { $0.expectWithinLimits() }
        #expect(strict.devices.allSatisfy { $0.switches == 0 })
        // Turns are taken as ever.
        #expect(strict.devices.contains { $0.powerKW > 4.1 })
        declared.run(3_000) { $0.expectWithinLimits() }
        #expect(declared.devices.allSatisfy { $0.contactor == 1 && $0.powerKW > 2.6 })
    }

    @Test func `a station whose readings end while it is to show one phase is alarmed and counted on three`() {
        var bench = Bench.switching(cars: 2, importKW: 6)
        for der in 0..<2 { bench.devices[der].switchesPhases = false }
        var isToldOne = false
        while !isToldOne, bench.time < 600 {
            bench.run(1)
            isToldOne = (0..<2).contains { bench.setpoint("car\($0)").phases?.count == 1 }
        }
        #expect(isToldOne)
        for der in 0..<2 { bench.devices[der].isReportingPhases = false }
        var isAlarmed = false
        bench.run(900) {
            $0.expectWithinLimits()
            for case .phasesNotSwitched in $0.plan!.alarms { isAlarmed = true }
        }
        #expect(isAlarmed)
        #expect(bench.devices.indices.allSatisfy { bench.setpoint("car\($0)").phases?.count == 3 })
    }

    @Test func `one that was stopped by a limit is believed to have started on one phase`() {
        var bench = Bench.switching(cars: 1, importKW: 3, rule: PhaseSwitching(startsAsTold: true))
        bench.change("car0") { $0.isReportingPhases = false }
        while bench.device("car0").powerKW < 1, bench.time < 600 { bench.run(1) }
        #expect(bench.device("car0").contactor == 1)
        // Before it reports what it draws, and without any excess.
        bench.limit("stop", at: "garage", kW: 0.5)
        bench.run(120)
        #expect(bench.device("car0").powerKW == 0)
        #expect(bench.phases("car0").phases == 1)
        bench.limits = LimitBook()
        bench.run(400) { $0.expectWithinLimits() }
        #expect(bench.device("car0").powerKW > 2.6)
        #expect(bench.device("car0").switches == 1)
    }

    @Test func `base load does not hide behind a station that may be on one phase`() {
        // A car on A, of which nobody knows whether its station is on one phase, counts a third of what it may on each.
        var bench = Bench.switching(cars: 1, fuse: 100, others: [.a])
        bench.change("car0") {
            $0.onPhases = .a
            $0.wishKW = 3.3
        }
        bench.run(100)
        #expect(bench.memory.ders[bench.der("car0")].phasesInUse == nil)
        #expect(bench.device("other0").powerKW > 3)
        bench.baseKW[0] = 6
        bench.basePhaseKW[0] = PhaseVector(a: 6, b: 0, c: 0)
        bench.run(20) {
            let phases = $0.plan!.nodes[0].byPhase!
            #expect(phases.countedImportKW.a >= phases.measuredKW!.a - 1e-6, "\(phases) at \($0.time) s")
        }
    }

    @Test func `an alarm of one that disobeys on one phase says kilowatts as they flow`() {
        var bench = Bench.switching(cars: 2, importKW: 6)
        bench.run(600)
        #expect(bench.phases("car0").stage == .settled && bench.device("car0").contactor == 1)
        bench.change("car0") { $0.isObedient = false }
        bench.limit("less", at: "garage", kW: 4)
        var said: (commanded: Double, measured: Double)?
        bench.run(60) {
            for case .disobeying(let der, let commanded, let measured) in $0.plan!.alarms where der.text == "car0" {
                said = said ?? (commanded.kilowatts, measured.kilowatts)
            }
        }
        // It takes a third of 11 kW.
        #expect(abs((said?.measured ?? 0) - 11.04 / 3) < 0.01)
        #expect((said?.commanded ?? .infinity) < 3)
    }
}
