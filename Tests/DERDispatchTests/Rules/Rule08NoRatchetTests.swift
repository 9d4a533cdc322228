// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 8: a cut or a pause never becomes permanent.
@Suite struct Rule08NoRatchetTests {
    @Test func `a vehicle that paused gets its turn again`() {
        let bench = Bench.garage(cars: 2, importKW: 6)
        #expect(energyAfterPause(bench) > 1)
        #expect(energyAfterPause(bench.without(.noRatchet)) < 0.1)
    }

    /// Room for one minimum, two cars; car0 pauses and wakes while the other charges. kWh it gets in the next hour.
    private func energyAfterPause(_ given: Bench) -> Double {
        var bench = given
        bench.change("car0") { $0.wishKW = 0 }
        bench.run(1_200)
        bench.change("car0") { $0.wishKW = 11 }
        var energy = 0.0
        bench.run(3_600) { energy += $0.device("car0").powerKW / 3_600 }
        return energy
    }

    @Test func `a vehicle on a low voltage is not taken for one that wants less`() {
        var bench = Bench.garage(cars: 1, importKW: 30)
        bench.change("car0") {
            $0.volts = 208
            $0.wishKW = 16 * 3 * 0.208
        }
        bench.limit("cut", at: "garage", kW: 6)
        bench.run(600)
        _ = bench.limits.cancel(.init("cut")!, at: bench.now.utc)
        bench.run(100)
        #expect(bench.device("car0").powerKW > 9.9)
    }

    @Test func `a vehicle that leaves room gives it to the other and gets it back`() {
        var bench = Bench.garage(cars: 2, importKW: 14)
        bench.change("car0") { $0.wishKW = 3 }
        bench.run(300)
        #expect(bench.device("car1").powerKW > 8.4)
        bench.change("car0") { $0.wishKW = 11 }
        bench.run(400)
        #expect(bench.device("car0").powerKW > 6)
    }

    @Test func `a belief of an earlier run is tried again`() {
        var bench = Bench.garage(cars: 2, importKW: 6)
        bench.memory.ders[0].demandKW = 1
        var energy = 0.0
        bench.run(3_600) { energy += $0.device("car0").powerKW / 3_600 }
        #expect(energy > 1)
    }

    @Test func `a belief grows to the plate and no further`() {
        var bench = Bench.garage(cars: 1, importKW: 24)
        bench.memory.ders[0].demandKW = 2
        bench.setLink("car0", isOnline: false)
        var dispatcher = Dispatcher()
        var input = bench.input
        // A week without its station, a probe each five minutes.
        for step in 1...2_016 {
            input.now = Bench.moment(step * 300)
            input.memory = dispatcher.dispatch(input).memory
            #expect(input.memory.ders[0].demandKW ?? 0 <= 11.04 * 1.1)
        }
    }

    @Test func `an uncurtailed roof may give what its plate says, whatever the clouds do`() {
        var bench = Bench.garage(cars: 1, importKW: 24) { $0.pv("roof", at: "garage", kW: 10) }
        bench.change("roof") { $0.wishKW = 2 }
        bench.run(180)
        #expect(bench.told("roof") == -10)
        bench.change("roof") { $0.wishKW = 10 }
        bench.run(2)
        #expect(bench.device("roof").powerKW < -9.9)
        #expect(bench.setpoint("roof").reason.cause == .unconstrained)
    }

    @Test func `roofs whose plates do not all fit are told what they can give`() {
        var bench = Bench.garage(cars: 1, importKW: 24) { street in
            for roof in 0..<3 { street.pv("roof\(roof)", at: "garage", kW: 10) }
        }
        for roof in 0..<3 { bench.change("roof\(roof)") { $0.wishKW = 4 } }
        bench.change("car0") { $0.wishKW = 0 }
        bench.limit("export", at: "garage", .export, kW: 15)
        bench.run(240) { bench in
            #expect((0..<3).reduce(0) { $0 + bench.told("roof\($1)")! } >= -15.001)
        }
        #expect(bench.trueKW("garage") < -11.5)
    }

    @Test func `two curtailed roofs rise to their halves of an export limit within two minutes`() {
        for isPlugSaid in [false, true] {
            var street = Street()
            street.node("head", importKW: 30, exportKW: 15, margin: 0.03, base: 0...0)
            for home in 0..<2 {
                street.node("h\(home)", below: "head", importKW: 30, exportKW: 30, base: 0...0)
                street.pv("roof\(home)", at: "h\(home)", kW: 10, defaultKW: 5)
            }
            var bench = Bench(street, devices: Device.usual)
            for roof in 0..<2 {
                bench.change("roof\(roof)") { $0.wishKW = 10 }
                // A roof has no plug, so none of its can be free.
                if isPlugSaid { bench.state.change(der: roof) { $0.plug = .available } }
            }
            bench.run(120) { $0.expectWithinLimits() }
            // 15 kW less the margin of 3 %, less what a meter may be off: 0.5 %.
            bench.run(600) { bench in
                for roof in 0..<2 { #expect(bench.device("roof\(roof)").powerKW < -7.15, "at \(bench.time) s") }
                bench.expectWithinLimits()
            }
        }
    }
}
