// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 7: accepted is not obeyed.
@Suite struct Rule07ObedienceTests {
    @Test func `who does not follow is counted at what he draws and alarmed`() {
        let bench = Bench.garage(cars: 2, importKW: 24, meter: false)
        let (excess, isAlarmed) = disobeying(bench)
        #expect(excess <= 0)
        #expect(isAlarmed)
        let (excessOff, isAlarmedOff) = disobeying(bench.without(.obedience))
        #expect(excessOff > 2)
        #expect(!isAlarmedOff)
    }

    /// car0 ignores a cut from 24 to 16 kW and goes on at 11 kW; nobody meters the node.
    private func disobeying(_ given: Bench) -> (excess: Double, isAlarmed: Bool) {
        var bench = given
        bench.run(240)
        bench.change("car0") { $0.isObedient = false }
        bench.limit("cut", at: "garage", kW: 16)
        bench.run(60)
        let isAlarmed = bench.plan!.alarms.contains {
            if case .disobeying(let der, _, _) = $0 { der.text == "car0" } else { false }
        }
        return (bench.worstExcess("garage", in: 120), isAlarmed)
    }

    @Test func `who does not follow is told the least and tried again later`() {
        var bench = Bench.garage(cars: 2, importKW: 24)
        bench.run(240)
        bench.change("car0") { $0.isObedient = false }
        bench.limit("cut", at: "garage", kW: 16)
        bench.run(60)
        #expect(bench.told("car0")! < 4.6)
        bench.change("car0") { $0.isObedient = true }
        bench.run(420)
        #expect(bench.told("car0")! > 6)
    }

    @Test func `a vehicle that follows commands that change all the time is not suspected`() {
        var bench = Bench.garage(cars: 1, importKW: 12)
        bench.change("car0") { $0.reactionSeconds = 8 }
        bench.run(120)
        for round in 0..<60 {
            bench.limit("wave", at: "garage", kW: round % 2 == 0 ? 5 : 11)
            bench.run(12) { bench in
                #expect(!bench.plan!.alarms.contains { if case .disobeying = $0 { true } else { false } })
            }
        }
    }

    @Test func `measured excess climbs to zero and an alarm that stays`() {
        let bench = Bench.garage(cars: 2, importKW: 10)
        let alarms = alarmsOfALiar(bench)
        #expect(alarms == ["zero", "none"])
        #expect(alarmsOfALiar(bench.without(.ladder)) == [])
    }

    /// car0 draws 11 kW of 10 whatever it is told and reports nothing; it leaves in the end. The stages alarmed are
    /// given: at the end of the excess, and ten minutes after.
    private func alarmsOfALiar(_ given: Bench) -> [String] {
        var bench = given
        bench.change("car0") {
            $0.isObedient = false
            $0.isReporting = false
        }
        bench.run(140)
        let first = stages(bench)
        bench.change("car0") { $0.wishKW = 0 }
        bench.run(600)
        return first + stages(bench)
    }

    private func stages(_ bench: Bench) -> [String] {
        bench.plan!.alarms.compactMap { if case .excess(_, _, _, let stage) = $0 { "\(stage)" } else { nil } }
    }
}
