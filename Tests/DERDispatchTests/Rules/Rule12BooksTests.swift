// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 12: what is used, what caution withholds and what is free add up to the limit.
@Suite struct Rule12BooksTests {
    @Test func `at a congested node the books balance to one per cent`() {
        var bench = StreetDayTests.bench(seed: 5)
        bench.noise = 0
        bench.limit("cut", at: "head", kW: 40)
        bench.run(600)
        var worst = 0.0
        bench.run(120) { worst = max(worst, abs(Self.unexplained(of: "head", $0))) }
        #expect(worst <= 0.4, "\(worst) kW of 40 unexplained, \(bench.planned("head"))")
    }

    @Test func `a waiting car explains what is left below one step`() {
        var bench = Bench.garage(cars: 3, importKW: 12)
        bench.change("car0") { $0.wishKW = 4.2 }
        bench.change("car1") { $0.wishKW = 4.2 }
        bench.run(300)
        #expect(abs(Self.unexplained(of: "garage", bench)) < 0.12)
    }

    @Test func `cars on an unknown phase show what counting them three times withholds`() {
        var street = Street()
        street.node("garage", importKW: 20, base: 0...0)
        street.evse("one", at: "garage", phases: .a)
        street.evse("two", at: "garage", phases: .b)
        for der in 0..<2 { street.change(der) { $0.isPhaseKnown = false } }
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        bench.run(300)
        let withheld = bench.planned("garage").withheld
        let counted = bench.setpoint("one").countedImport.kilowatts + bench.setpoint("two").countedImport.kilowatts
        #expect(abs(withheld.singlePhase.kilowatts - 2 * counted) < 1e-9)
        #expect(abs(Self.unexplained(of: "garage", bench)) < 0.2)
    }

    /// Limit less the measured power less all that is withheld, kW.
    static func unexplained(of id: String, _ bench: Bench) -> Double {
        let plan = bench.planned(id)
        return (plan.importLimit!.limit - plan.measured! - plan.withheld.total).kilowatts
    }
}
