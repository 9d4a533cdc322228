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

    @Test(arguments: [FlowDirection.import, .export])
    func `each rung takes what it says`(_ direction: FlowDirection) throws {
        let free = try #require(share(direction, .none, trimKW: 0))
        #expect(free > 7)
        let trimmed = try #require(share(direction, .trim, trimKW: 3))
        #expect(abs(free - trimmed - 3) < 0.3, "T1 takes the measured excess: \(free), \(trimmed)")
        #expect(share(direction, .defaults, trimKW: 3) == 2, "T2 leaves the default")
        #expect(share(direction, .zero, trimKW: 3) == 0, "T3 leaves nothing")
    }

    /// What is told, as a magnitude, to the pump or the roof at a node on a rung; both hold 2 kW by default.
    private func share(_ direction: FlowDirection, _ rung: LadderStage, trimKW: Double) -> Double? {
        var street = Street()
        street.node("yard", importKW: 8, exportKW: 8, base: 0...0)
        street.load("pump", at: "yard", kW: 20, defaultKW: 2)
        street.pv("roof", at: "yard", kW: 20, defaultKW: 2)
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        bench.isPlanChecked = false
        bench.change("roof") { $0.wishKW = direction == .export ? 20 : 0 }
        bench.change("pump") { $0.wishKW = direction == .import ? 20 : 0 }
        bench.run(200)
        bench.memory.nodes[0].stage = rung
        bench.memory.nodes[0].trimKW = trimKW
        bench.memory.nodes[0].excessDirection = rung == .none ? nil : direction
        bench.run(1)
        return bench.told(direction == .import ? "pump" : "roof").map(abs)
    }

    @Test func `a trim is given back once the excess is explained, and stops nobody meanwhile`() {
        var bench = Bench.garage(cars: 4, importKW: 40)
        bench.run(240)
        bench.change("car0") { $0.isObedient = false }
        bench.limit("cut", at: "garage", kW: 26)
        var mostTrim = 0.0
        bench.run(60) { bench in
            mostTrim = max(mostTrim, bench.planned("garage").withheld.trim.kilowatts)
            for car in 1..<4 {
                #expect(bench.told("car\(car)")! > 0, "car\(car) stopped at \(bench.time) s, trim \(mostTrim)")
            }
        }
        // car0 goes on at 11 kW: three times 5 kW are left, and all of it is used.
        #expect(bench.planned("garage").withheld.trim == .zero)
        #expect(bench.trueKW("garage") > 0.85 * 26 && bench.trueKW("garage") <= 26)
    }

    @Test func `a rung comes down when the meter that saw the excess dies`() {
        var bench = Bench.garage(cars: 2, importKW: 30, base: 0...5)
        bench.run(60)
        bench.memory.nodes[0].stage = .zero
        bench.memory.nodes[0].excessDirection = .import
        bench.meterSeconds[0] = nil
        bench.run(400)
        #expect(bench.planned("garage").ladder == .none)
        #expect(bench.told("car0")! > 4)
    }

    @Test func `a vehicle that does not stop discharging is told to stop`() {
        var bench = Rule11VehicleTests.bench(soc: 0.5)
        bench.run(60)
        #expect(bench.told("car0")! < 0)
        bench.memory.ders[0].disobedientUntil = bench.now.steady + .seconds(300)
        bench.run(1)
        #expect(bench.told("car0") == 0)
    }

    @Test func `what does not follow is told what all are told: a cut to nought, a stop, a rung`() {
        var bench = Bench.garage(cars: 2, importKW: 30) { $0.pv("roof", at: "garage", kW: 8) }
        bench.change("roof") { $0.wishKW = 8 }
        bench.run(120)
        for der in 0..<3 { bench.memory.ders[der].disobedientUntil = bench.now.steady + .seconds(300) }
        bench.run(1)
        #expect(bench.told("car0")! > 4)
        var stopped = bench.input
        stopped.isStopped = true
        var dispatcher = Dispatcher()
        let whileStopped = dispatcher.dispatch(stopped).plan
        #expect(whileStopped.setpoints[0].power == .zero)
        bench.memory.nodes[0].stage = .zero
        bench.memory.nodes[0].excessDirection = .export
        let onTheRung = dispatcher.dispatch(bench.input).plan
        #expect(onTheRung.setpoints[2].power == .zero)
        bench.memory.nodes[0].stage = .none
        bench.limit("cut", at: "garage", kW: 0)
        bench.run(1)
        #expect(bench.told("car0") == 0)
    }

    @Test func `a declared ramp is no disobedience`() {
        var street = Street()
        street.node("yard", importKW: 120, base: 0...0, meter: false)
        street.battery("big", at: "yard", kW: 100, capacityKWh: 400, rampKWPerS: 1)
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        bench.change("big") {
            $0.rampKWPerS = 1
            $0.requestKW = 100
        }
        bench.run(400)
        #expect(bench.device("big").powerKW > 90)
        bench.limit("cut", at: "yard", kW: 20)
        bench.run(120) { bench in
            #expect(!bench.plan!.alarms.contains { if case .disobeying = $0 { true } else { false } })
        }
        #expect(abs(bench.device("big").powerKW - 20) < 0.5)
    }

    @Test func `one high reading after an hour of silence convicts nobody`() {
        var bench = Bench.garage(cars: 1, importKW: 24)
        bench.run(100)
        bench.memory.ders[0].aboveSince = bench.now.steady
        bench.change("car0") { $0.isReporting = false }
        bench.run(3_600)
        #expect(bench.memory.ders[0].aboveSince == nil)
    }

    @Test func `a latched alarm goes on saying which way the excess was`() {
        var bench = Bench.garage(cars: 1, importKW: 30, base: 0...5)
        bench.run(60)
        bench.memory.nodes[0].stage = .trim
        bench.memory.nodes[0].isLatched = true
        bench.memory.nodes[0].excessDirection = .export
        bench.run(300)
        #expect(bench.planned("garage").ladder == .none)
        let directions = bench.plan!.alarms.compactMap { alarm -> FlowDirection? in
            if case .excess(_, let direction, _, _) = alarm { direction } else { nil }
        }
        #expect(directions == [.export])
    }
}
