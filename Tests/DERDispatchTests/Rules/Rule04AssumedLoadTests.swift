// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 4: load that is merely assumed never makes a storage discharge.
@Suite struct Rule04AssumedLoadTests {
    @Test func `storage does not discharge for a declared load behind a silent meter`() {
        let bench = Self.bench()
        #expect(leastPower(bench) == 0)
        #expect(leastPower(bench.without(.measuredExcess)) < -1)
    }

    @Test func `storage discharges for a measured excess after everything else was cut`() {
        var bench = Self.bench()
        bench.baseKW[0] = 23
        bench.run(120)
        #expect(bench.told("car0") == 0)
        #expect(bench.device("battery").powerKW < -2.9)
        #expect(bench.trueKW("garage") <= 20)
    }

    static func bench() -> Bench {
        var bench = Bench.garage(cars: 1, importKW: 20, base: 0...30) { $0.battery("battery", at: "garage", kW: 5) }
        bench.change("battery") { $0.soc = 0.9 }
        return bench
    }

    private func leastPower(_ given: Bench) -> Double {
        var bench = given
        bench.meterSeconds[0] = nil
        var least = 0.0
        bench.run(120) { least = min(least, $0.device("battery").powerKW) }
        return least
    }

    @Test func `an owner's wish to discharge frees no room before it is measured`() {
        var bench = Bench.garage(cars: 1, importKW: 12, meter: false) { $0.battery("battery", at: "garage", kW: 5) }
        bench.run(240)
        bench.limit("cut", at: "garage", kW: 8)
        bench.change("battery") {
            $0.requestKW = -5
            $0.isObedient = false
            $0.confirmSeconds = 100_000
            $0.reactionSeconds = 100_000
        }
        bench.run(20)
        #expect(bench.told("car0")! <= 8)
        #expect(bench.worstExcess("garage", in: 120) <= 0)
    }
}
