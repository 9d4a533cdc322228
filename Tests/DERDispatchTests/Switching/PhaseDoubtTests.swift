// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Stations that may still be on one phase by an earlier word, when nobody remembers that they were told it.
@Suite struct PhaseDoubtTests {
    enum Event: String, CaseIterable { case restart, outage, nextVehicle, declaredAnew }

    /// Two cars on one phase each, after which something makes one of them be told three; its contactor takes its time.
    private static func after(_ event: Event, contactorSeconds: Int) -> Bench {
        var bench = Bench.switching(cars: 2, importKW: 30)
        bench.limit("low", at: "garage", kW: 6)
        bench.run(600)
        #expect(bench.device("car0").contactor == 1)
        bench.change("car0") { $0.switchDelaySeconds = contactorSeconds }
        bench.limits = LimitBook()
        let der = bench.der("car0")
        switch event {
        case .restart: bench.forget(DispatchMemory(bench.model, startedAt: bench.now.steady))
        case .outage:
            bench.setLink("car0", isOnline: false)
            bench.run(20)
            bench.setLink("car0", isOnline: true)
        case .nextVehicle:
            bench.setPlug(der, isPlugged: false)
            bench.run(2)
            bench.setPlug(der, isPlugged: true)
        case .declaredAnew:
            // The same outlet, reached in another way.
            var street = Street.switching(cars: 2, importKW: 30)
            street.change(der) { $0.communication = .ocpp(station: .init("other")!, evse: 1) }
            let model = DispatchModel(street.feeder)
            let change = FeederChange(from: bench.feeder, bench.model.index, to: model.feeder, model.index)
            #expect(change.oldDER[der] == nil && change.formerDER[der] == der)
            bench.forget(bench.memory.carried(over: change, to: model, now: bench.now.steady))
        }
        return bench
    }

    @Test(arguments: Event.allCases) func `a station that is on one phase yet is not taken for a vehicle's choice`(
        event: Event
    ) {
        var bench = Self.after(event, contactorSeconds: 90)
        var onOne = 0
        bench.run(400) {
            $0.expectWithinLimits()
            let device = $0.device("car0")
            if device.contactor == 1, device.powerKW > 1 { onOne += 1 }
            #expect($0.memory.ders[$0.der("car0")].phasesInUse == nil, "at \($0.time) s")
        }
        // Long enough for it to seem to be so.
        #expect(onOne > 45, "\(onOne) s")
        #expect(bench.device("car0").contactor == 3)
        #expect(bench.device("car0").powerKW > 4)
    }

    @Test(arguments: Event.allCases) func `a vehicle of one phase is known when a switch would be over`(
        event: Event
    ) {
        var bench = Self.after(event, contactorSeconds: 5)
        bench.change("car0") {
            $0.onPhases = .a
            $0.wishKW = 3.6
        }
        bench.run(100) { #expect($0.memory.ders[$0.der("car0")].phasesInUse == nil, "at \($0.time) s") }
        bench.run(200) { $0.expectWithinLimits() }
        #expect(bench.memory.ders[bench.der("car0")].phasesInUse == .a)
    }

    @Test func `a declared switch that is taken back leaves the doubt for its time`() {
        var bench = Bench.switching(cars: 1, importKW: 4.4)
        bench.run(600)
        #expect(bench.phases("car0").phases == 1)
        let model = DispatchModel(Street.switching(cars: 1, importKW: 4.4, rule: nil).feeder)
        let change = FeederChange(from: bench.feeder, bench.model.index, to: model.feeder, model.index)
        let memory = bench.memory.carried(over: change, to: model, now: bench.now.steady)
        var state = bench.state.carried(over: change, from: bench.model, to: model)
        var dispatcher = Dispatcher()
        var known = memory
        for second in 1...200 {
            // It stays on A, as one does whose contactor hangs.
            let now = Bench.moment(bench.time + second)
            let telemetry = Telemetry(
                power: .kilowatts(1.5), sourceTime: now.utc, phasePowerKW: PhaseVector(a: 1.5, b: 0, c: 0))
            #expect(state.observe(telemetry, der: 0, now: now) == .accepted)
            let input = DispatchInput(model: model, state: state, limits: LimitBook(), memory: known, now: now)
            known = dispatcher.dispatch(input).memory
            if second < 120 { #expect(known.ders[0].phasesInUse == nil, "after \(second) s") }
        }
        #expect(known.ders[0].phasesInUse == .a)
    }

    @Test func `what was told and failed is not told again because of a restart`() throws {
        var bench = Bench.switching(cars: 2, importKW: 6)
        bench.change("car0") { $0.switchesPhases = false }
        let der = bench.der("car0")
        while !bench.phases("car0").hasFailedBy(bench), bench.time < 1_500 { bench.run(1) }
        let before = try #require(bench.memory.phaseSwitchRecord(der: der, now: bench.now))
        #expect(before.failedPhases == 1)
        #expect(before.switchedAt.count == 2)
        bench.run(60)
        var memory = DispatchMemory(bench.model, startedAt: bench.now.steady)
        let kept = try #require(bench.memory.phaseSwitchRecord(der: der, now: bench.now))
        memory.restore(kept, der: der, bench.model, now: bench.now)
        // The same instants, on whatever steady clock.
        #expect(memory.phaseSwitchRecord(der: der, now: bench.now) == before)
        bench.forget(memory)
        let start = bench.time
        bench.run(1_700) {
            #expect($0.phases("car0").phases == 3, "after \($0.time - start) s")
            #expect($0.plan!.alarms.contains(.phasesNotSwitched(der: .init("car0")!, told: 1)))
        }
        // Half an hour is over.
        bench.run(100)
        #expect(!bench.plan!.alarms.contains(.phasesNotSwitched(der: .init("car0")!, told: 1)))
    }

    @Test func `switches of an earlier run count, and none that seem to come yet`() throws {
        var bench = Bench.switching(cars: 2, importKW: 6, rule: PhaseSwitching(dwell: .seconds(900)))
        let der = bench.der("car0")
        let now = bench.now
        func restored(_ record: PhaseSwitchRecord) throws -> PhaseSwitchRecord? {
            var memory = DispatchMemory(bench.model, startedAt: now.steady)
            memory.restore(record, der: der, bench.model, now: now)
            return memory.phaseSwitchRecord(der: der, now: now)
        }
        // A clock that was set back makes nobody wait longer than the rule says.
        let ahead = try #require(
            try restored(
                PhaseSwitchRecord(
                    switchedAt: [now.utc + .seconds(500)], failedUntil: now.utc + .seconds(90_000), failedPhases: 1)))
        #expect(ahead.switchedAt == [now.utc])
        #expect(ahead.failedUntil == now.utc + .seconds(3_600))
        #expect(
            try restored(
                PhaseSwitchRecord(switchedAt: [], failedUntil: now.utc - .seconds(1), failedPhases: 1)) == nil)
        let many = PhaseSwitchRecord(switchedAt: Array(repeating: now.utc - .seconds(60), count: 10_000))
        #expect(try #require(try restored(many)).switchedAt.count == 60)
        // The dwell goes on: 800 s of its 900 s are left.
        var memory = DispatchMemory(bench.model, startedAt: now.steady)
        memory.restore(PhaseSwitchRecord(switchedAt: [now.utc - .seconds(100)]), der: der, bench.model, now: now)
        bench.forget(memory)
        bench.run(795) { #expect($0.device("car0").contactor == 3, "at \($0.time) s") }
        #expect(bench.device("car1").contactor == 1)
        bench.run(200) { $0.expectWithinLimits() }
        #expect(bench.phases("car0").phases == 1)
    }
}

extension Bench {
    /// Another run begins: nobody remembers what was told.
    fileprivate mutating func forget(_ memory: DispatchMemory) {
        self.memory = memory
        for der in devices.indices {
            state.change(der: der) {
                $0.command = nil
                $0.phasesTold = nil
            }
        }
    }
}

extension PhaseSwitch {
    /// Whether a switch was not seen in its time.
    fileprivate func hasFailedBy(_ bench: Bench) -> Bool { failedUntil.map { $0 > bench.now.steady } ?? false }
}
