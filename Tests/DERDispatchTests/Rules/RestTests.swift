// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// A full vehicle leaves its minimum to those who would use it, and gets it back.
@Suite struct RestTests {
    /// Four full vehicles and two that want 11 kW each, under 31 kW: four minimums of 6 A are 18 kW.
    private func night() -> Bench {
        var bench = Bench.garage(cars: 6, importKW: 31)
        for car in 0..<4 { bench.change("car\(car)") { $0.wishKW = 0 } }
        return bench
    }

    private func energy(_ given: Bench) -> Double {
        var bench = given
        bench.run(900)
        var energy = 0.0
        bench.run(7_200) { bench in
            bench.expectSafeIfAllUsed()
            for car in 4..<6 { energy += bench.device("car\(car)").powerKW / 3_600 }
        }
        return energy
    }

    @Test func `full vehicles leave their minimum to others`() {
        // Two times 11 kW for two hours are 44 kWh.
        let shared = energy(night()), kept = energy(night().without(.rest))
        #expect(kept < 26, "\(kept)")
        #expect(shared > 38, "\(shared)")
    }

    @Test func `one that wants again gets its turn within a rest`() {
        var bench = night()
        bench.run(1_000)
        #expect((0..<4).allSatisfy { bench.told("car\($0)") == 0 })
        #expect(bench.plan!.setpoints[0].reason.cause == .resting)
        bench.change("car2") { $0.wishKW = 11 }
        var waited = 0
        bench.run(1_100) { if $0.device("car2").powerKW < 4 { waited = $0.time - 1_000 } }
        #expect(waited < 1_000, "\(waited) s")
        // And then its share: 31 kW for three, less a trial of another.
        bench.run(300)
        #expect(bench.device("car2").powerKW > 6)
    }

    @Test func `nobody rests while all that is wanted fits, and a pause of minutes is none`() {
        var bench = night()
        bench.limit("roomy", at: "garage", kW: 60)
        bench.change("car0") { $0.wishKW = 11 }
        var roomy = Bench.garage(cars: 3, importKW: 60)
        roomy.change("car0") { $0.wishKW = 0 }
        roomy.run(1_800)
        #expect(roomy.told("car0")! > 4)
        bench.run(600)
        bench.change("car0") { $0.wishKW = 0 }
        bench.run(240) { #expect($0.told("car0")! > 4) }
        bench.change("car0") { $0.wishKW = 11 }
        bench.run(60)
        #expect(bench.device("car0").powerKW > 4)
    }
}
