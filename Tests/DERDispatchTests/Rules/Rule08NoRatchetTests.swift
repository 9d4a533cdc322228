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
}
