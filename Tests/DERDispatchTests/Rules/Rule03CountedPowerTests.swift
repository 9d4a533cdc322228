// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 3: room is free for others only when a lower limit was read back or measured.
@Suite struct Rule03CountedPowerTests {
    @Test func `room of a vehicle that is slow to follow is nobody else's`() {
        let bench = slowToFollow()
        #expect(excessAfterArrival(bench) <= 0)
        #expect(excessAfterArrival(bench.without(.countedPower)) > 2)
    }

    /// car0 draws 11 kW of 12 and takes 25 s to follow; then a car of a higher tier comes.
    private func slowToFollow() -> Bench {
        var bench = Bench.garage(cars: 1, importKW: 12, meter: false) { street in
            street.evse("urgent", at: "garage", tier: 2)
        }
        bench.setPlug(bench.der("urgent"), isPlugged: false)
        bench.change("car0") {
            $0.reactionSeconds = 25
            $0.confirmSeconds = 26
        }
        return bench
    }

    private func excessAfterArrival(_ given: Bench) -> Double {
        var bench = given
        bench.run(240)
        #expect(bench.device("car0").powerKW > 9)
        bench.setPlug(bench.der("urgent"), isPlugged: true)
        let excess = bench.worstExcess("garage", in: 120)
        #expect(bench.device("urgent").powerKW > 4)
        return excess
    }

    @Test func `a vehicle that plugs in finds its default reserved`() {
        let bench = Bench.garage(cars: 2, importKW: 13, plugIns: 1, defaultKW: 4.14)
        #expect(excessAfterPlugIn(bench) <= 0)
        #expect(excessAfterPlugIn(bench.without(.plugInReserve)) > 1)
    }

    private func excessAfterPlugIn(_ given: Bench) -> Double {
        var bench = given
        bench.setPlug(1, isPlugged: false)
        bench.run(240)
        bench.setPlug(1, isPlugged: true)
        return bench.worstExcess("garage", in: 60)
    }

    @Test func `a station that vanishes counts at what it may still do`() {
        let bench = Bench.garage(cars: 2, importKW: 24, meter: false)
        #expect(excessAfterLoss(bench) <= 0)
        #expect(excessAfterLoss(bench.without(.unreachable)) > 3)
    }

    /// car0 vanishes at full power and goes on; then the limit is cut.
    private func excessAfterLoss(_ given: Bench) -> Double {
        var bench = given
        bench.run(240)
        bench.setLink("car0", isOnline: false)
        bench.run(70)
        bench.limit("cut", at: "garage", kW: 15)
        bench.run(10)
        return bench.worstExcess("garage", in: 120)
    }

    @Test func `a vanished station comes down to its default when its setpoint ends`() {
        var bench = Bench.garage(cars: 1, importKW: 24, meter: false, defaultKW: 4.14)
        bench.run(240)
        bench.setLink("car0", isOnline: false)
        bench.run(60)
        #expect(bench.setpoint("car0").power == nil)
        #expect(bench.setpoint("car0").countedImport.kilowatts > 11)
        bench.run(900)
        let counted = bench.setpoint("car0").countedImport.kilowatts
        #expect(counted > 4.1 && counted < 4.7)
    }

    @Test func `a setpoint that ran out leaves the default in force until the next is confirmed`() {
        var bench = Bench.garage(cars: 1, importKW: 24, defaultKW: 7)
        let sent = Bench.moment(0)
        bench.state.noteSent(.kilowatts(5), der: 0, validUntil: Bench.moment(10).utc, now: sent)
        bench.state.noteOutcome(.confirmed, der: 0)
        #expect(bench.state.ders[0].allowed.importLimit == .kilowatts(5))
        let later = Bench.moment(11)
        bench.state.noteSent(.kilowatts(6), der: 0, validUntil: Bench.moment(99).utc, now: later)
        #expect(bench.state.ders[0].allowed.importLimit == .kilowatts(7))
        bench.state.noteOutcome(.confirmed, der: 0, sentAt: sent)
        #expect(bench.state.ders[0].allowed.importLimit == .kilowatts(7))
        bench.state.noteOutcome(.confirmed, der: 0, sentAt: later)
        #expect(bench.state.ders[0].allowed.importLimit == .kilowatts(6))
    }

    @Test func `a limit of nought counts at the minimum until a later reading shows nought`() {
        var bench = Bench.garage(cars: 1, importKW: 24, meter: false)
        bench.run(240)
        bench.limit("stop", at: "garage", kW: 0)
        // Reports come each 10 s, the first after the command at 250 s; the read-back after 2 s.
        bench.run(5)
        #expect(bench.setpoint("car0").countedImport.kilowatts > 4.5)
        bench.run(15)
        #expect(bench.setpoint("car0").countedImport == .zero)
    }

    @Test(arguments: ["out of service", "not provisioned"])
    func `a vehicle that sleeps at its default of 6 A counts at 6 A`(_ why: String) {
        var bench = Bench.garage(cars: 2, importKW: 9, meter: false, defaultKW: 4.14)
        bench.change("car0") { $0.wishKW = 0 }
        bench.state.change(der: 0) {
            if why == "out of service" { $0.isOutOfService = true } else { $0.isProvisioned = false }
        }
        bench.run(120)
        // It is measured at nought, and may draw 6 A at 253 V at any moment.
        #expect(abs(bench.setpoint("car0").countedImport.kilowatts - 4.554) < 0.03)
        bench.change("car0") { $0.wishKW = 11 }
        let excess = bench.worstExcess("garage", in: 120)
        #expect(excess <= 0)
    }

    @Test func `a measured load that nobody commands is met as it steps, before it reports itself`() {
        var bench = Bench.garage(cars: 2, importKW: 24) { street in
            street.evse("neighbour", at: "garage", communication: Communication.none)
        }
        bench.change("neighbour") {
            $0.isObedient = false
            $0.wishKW = 0
            $0.reportSeconds = 60
        }
        bench.run(239)
        bench.change("neighbour") { $0.wishKW = 11 }
        // Meter within 1 s, a tick, the cars' 4 s.
        bench.run(7)
        let excess = bench.worstExcess("garage", in: 60)
        #expect(excess <= 0)
    }

    @Test func `a setpoint runs out for good only when both clocks say so`() {
        var bench = Bench.garage(cars: 1, importKW: 24, defaultKW: 5)
        let ahead = { (seconds: Int, steady: Int) in
            Moment(utc: Bench.moment(seconds).utc, steady: Bench.moment(steady).steady)
        }
        bench.state.noteSent(.kilowatts(9), der: 0, validUntil: Bench.moment(100).utc, now: Bench.moment(0))
        bench.state.noteOutcome(.confirmed, der: 0)
        // Our clock was set forward by an hour; the station still holds 9 kW.
        bench.state.advance(to: ahead(3_650, 50), bench.model)
        #expect(bench.state.ders[0].allowed.importLimit.kilowatts >= 9)
        bench.state.advance(to: ahead(3_701, 101), bench.model)
        #expect(abs(bench.state.ders[0].allowed.importLimit.kilowatts - 5.5) < 0.01)
    }

    @Test func `one phase of generation relieves no three-phase limit`() {
        var street = Street()
        street.node("home", importKW: 10, base: 0...0, meter: false)
        street.pv("pv", at: "home", kW: 4, phases: .a, communication: .none)
        street.load("pump", at: "home", kW: 30, phases: .b)
        for der in 0..<2 { street.change(der) { $0.isPhaseKnown = false } }
        var bench = Bench(street, devices: Device.usual)
        bench.change("pv") { $0.wishKW = 4 }
        bench.run(300)
        // 10 kW balanced are 3.33 kW on each phase, whatever phase A gives back.
        #expect(bench.told("pump")! <= 3.334)
    }

    @Test func `a small cut that all follow before they report is no fall of the base load`() {
        var bench = Bench.garage(cars: 8, importKW: 60, base: 0...30)
        bench.baseKW[0] = 5
        bench.isReportedTogether = true
        for car in 0..<8 {
            bench.change("car\(car)") {
                $0.reactionSeconds = 1
                $0.reportSeconds = 5
            }
        }
        bench.run(300)
        var least = Double.infinity
        for step in 0..<10 {
            bench.limit("cut", at: "garage", kW: 60 - 4 * Double(step % 2 + 1))
            bench.run(17) { least = min(least, $0.memory.nodes[0].uncontrolledKW ?? .infinity) }
        }
        #expect(least > 4.7, "a base load of 5 kW was taken for \(least) kW")
    }
}
