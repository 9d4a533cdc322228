// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 8 for a vehicle that draws on fewer phases than its outlet has: its third is no sign of a small wish.
@Suite struct Rule08PartialPhasesTests {
    @Test(arguments: [1, 2], [(10, nil), (60, nil), (10, 230), (30, 218)] as [(Int, Double?)])
    func `a vehicle on some of three phases gets all its current`(phases: Int, report: (Int, Double?)) {
        var bench = Bench.wallbox(phases: phases, importKW: 40)
        bench.change("car0") {
            $0.reportSeconds = report.0
            $0.reportedVolts = report.1
            $0.volts = report.1 ?? $0.volts
            $0.wishKW = 32 * $0.volts * Double(phases) / 1_000
        }
        var off = bench.without(.phaseUse)
        bench.run(420)
        bench.run(3_600) { bench in
            let drawn = bench.device("car0").powerKW
            #expect(drawn > 0.98 * bench.device("car0").wishKW, "at \(bench.time) s")
            #expect(bench.setpoint("car0").countedImport.kilowatts >= drawn * 3 / Double(phases), "rule 3")
        }
        off.run(900)
        // 6 A, and a little more while a probe lasts.
        var most = 0.0
        off.run(3_600) { most = max(most, $0.device("car0").powerKW) }
        #expect(most < (phases == 1 ? 1.7 : 4.5), "\(most)")
    }

    @Test func `one that was held at its minimum rises when the limit goes`() {
        var bench = Bench.wallbox(phases: 1, importKW: 40)
        bench.limit("cut", at: "garage", kW: 5)
        bench.run(1_200)
        #expect(bench.device("car0").powerKW < 1.7)
        _ = bench.limits.cancel(.init("cut")!, at: bench.now.utc)
        bench.run(480)
        #expect(bench.device("car0").powerKW > 7.3)
    }

    @Test func `one of a street full of others keeps all limits`() {
        var bench = Bench.wallbox(phases: 1, cars: 4, importKW: 40)
        bench.change("car3") {
            $0.phases = 3
            $0.wishKW = 22
        }
        bench.run(900) { bench in
            bench.expectSafeIfAllUsed()
            let counted = bench.plan!.setpoints.reduce(0) { $0 + $1.countedImport.kilowatts }
            #expect(counted <= 40.001)
        }
        // 40 kW three-phase for four: each gets a quarter, three of them a third of that.
        for car in 0..<3 { #expect(bench.device("car\(car)").powerKW > 2.9) }
        #expect(bench.device("car3").powerKW > 8.6)
    }

    @Test func `a vehicle that takes little is not given room for ever`() {
        // 1.4 kW on three phases looks like 6 A on one; the other would take all of the 30 kW.
        var bench = Bench.wallbox(phases: 3, cars: 2, importKW: 26)
        bench.change("car0") { $0.wishKW = 1.4 }
        bench.run(600)
        var withheld = 0.0, other = 0.0
        bench.run(3_600) {
            withheld += $0.told("car0")! / 3_600
            other += $0.device("car1").powerKW / 3_600
        }
        // Its least is 4.6 kW at the highest voltage, which leaves 21.4 kW at that voltage, 19.4 kW at 230 V.
        #expect(withheld < 5.2, "\(withheld)")
        #expect(other > 18.7, "\(other)")
    }

    @Test func `a vehicle on one phase that is nearly full leaves what it no longer takes`() {
        var bench = Bench.wallbox(phases: 1, cars: 2, importKW: 30)
        bench.change("car1") {
            $0.phases = 3
            $0.wishKW = 22
        }
        bench.run(600)
        #expect(bench.device("car0").powerKW > 4.4)
        bench.change("car0") { $0.wishKW = 1.8 }
        bench.run(300)
        // 1.8 kW is 7.8 A; with what stays above it as slack and for the voltage 11.5 A, 8 kW on three phases.
        #expect(bench.told("car0")! < 8.5)
        #expect(bench.device("car1").powerKW > 19)
        bench.change("car0") { $0.wishKW = 7.36 }
        bench.run(600)
        #expect(bench.device("car0").powerKW > 4.4)
    }
}

extension Bench {
    /// Three-phase 32 A outlets whose vehicles would take all they can on the first `phases` of them.
    static func wallbox(phases: Int, cars: Int = 1, importKW: Double) -> Bench {
        var street = Street()
        street.node("garage", importKW: importKW, base: 0...0)
        for car in 0..<cars { street.evse("car\(car)", at: "garage", amperes: 32) }
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        for car in 0..<cars {
            bench.change("car\(car)") {
                $0.phases = phases
                $0.wishKW = 32 * 0.23 * Double(phases)
            }
        }
        return bench
    }
}
