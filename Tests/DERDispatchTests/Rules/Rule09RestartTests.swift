// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 9: after a restart nothing is raised before a fresh reading.
@Suite struct Rule09RestartTests {
    @Test func `nothing is raised in the first seconds nor without a fresh reading`() {
        let bench = Bench.garage(cars: 1, importKW: 30) { $0.load("pump", at: "garage", kW: 4) }
        #expect(raises(bench) == [0, 0, 0])
        let without = raises(bench.without(.restart))
        #expect(without[0] > 0 && without[1] > 0)
    }

    /// What car0 is told at once, and the silent pump at once and after a minute.
    private func raises(_ given: Bench) -> [Double] {
        var bench = given
        bench.change("pump") { $0.isReporting = false }
        bench.run(1)
        let first = [bench.told("car0")!, bench.told("pump")!]
        bench.run(59)
        return first + [bench.told("pump")!]
    }

    @Test func `a cut is told at once all the same`() {
        var bench = Bench.garage(cars: 1, importKW: 30, defaultKW: 11.04)
        bench.limit("cut", at: "garage", kW: 6)
        bench.run(1)
        #expect(bench.told("car0")! <= 6)
    }
}
