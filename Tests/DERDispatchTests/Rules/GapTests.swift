// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// The 6 A gap: a station is told 0 or at least its minimum, and the turns go round.
@Suite struct GapTests {
    @Test func `never a current between 0 and 6 A`() {
        let bench = Bench.garage(cars: 5, importKW: 16)
        #expect(smallestCurrent(bench) >= 6)
        #expect(smallestCurrent(bench.without(.gap)) < 6)
    }

    private func smallestCurrent(_ given: Bench) -> Double {
        var bench = given
        var smallest = Double.infinity
        bench.run(300) { bench in
            for setpoint in bench.plan!.setpoints {
                if let current = setpoint.current?.amperes, current > 0 { smallest = min(smallest, current) }
            }
        }
        return smallest
    }

    @Test func `turns go round and nobody starves`() {
        var bench = Bench.garage(cars: 5, importKW: 16)
        var energy = [Double](repeating: 0, count: 5)
        bench.run(4 * 3_600) { bench in
            for car in 0..<5 { energy[car] += bench.device("car\(car)").powerKW / 3_600 }
        }
        let mean = energy.reduce(0, +) / 5
        // Two slots of up to 8 kW for five cars in sixteen turns: each gets its share to within a turn and a half.
        #expect(energy.allSatisfy { $0 > 0.7 * mean && $0 < 1.3 * mean }, "\(energy)")
        #expect(mean * 5 > 0.85 * 4 * 13.8, "\(energy)")
    }

    @Test func `full vehicles do not keep the turns of those who charge`() {
        var bench = Bench.garage(cars: 4, importKW: 10)
        for car in 0..<2 { bench.change("car\(car)") { $0.soc = 1 } }
        bench.run(600)
        var energy = 0.0
        bench.run(3_600) { energy += ($0.device("car2").powerKW + $0.device("car3").powerKW) / 3_600 }
        // Of 9 kW at 230 V, a turn of 1 min each 5 min at most is lost to each of the full ones.
        #expect(energy > 5)
    }

    @Test func `a default below the minimum is told as a pause, also when all is stopped`() {
        var bench = Bench.garage(cars: 2, importKW: 30, defaultKW: 3)
        bench.run(100)
        #expect(bench.told("car0")! > 4)
        let input = { (bench: Bench) in
            var input = bench.input
            input.isStopped = true
            return input
        }
        var dispatcher = Dispatcher()
        let plan = dispatcher.dispatch(input(bench)).plan
        #expect(plan.setpoints.allSatisfy { $0.power == .zero })
    }

    @Test func `a station that measures only while it charges is raised out of its pause`() {
        var bench = Bench.garage(cars: 2, importKW: 24)
        bench.limit("cut", at: "garage", kW: 0)
        bench.run(60)
        for car in 0..<2 { bench.change("car\(car)") { $0.isReporting = false } }
        // Long after its last reading was fresh.
        bench.run(600)
        _ = bench.limits.cancel(.init("cut")!, at: bench.now.utc)
        bench.run(5)
        #expect(bench.told("car0")! > 4 && bench.told("car1")! > 4)
    }

    @Test func `a turn goes to nobody who cannot be raised`() {
        var street = Street()
        street.node("garage", importKW: 6, base: 0...0)
        for car in 0..<2 { street.evse("car\(car)", at: "garage") }
        street.change(0) { $0.writesPerDay = 10 }
        var bench = Bench(street, devices: Device.usual)
        // Its flash has no writes left today, and it is owed the most.
        bench.memory.ders[0].writeDay = bench.now.utc.milliseconds / 86_400_000
        bench.memory.ders[0].writes = 10
        bench.memory.ders[0].creditKWh = 4
        bench.run(120)
        #expect(bench.told("car0") == 0)
        #expect(bench.told("car1")! > 4)
    }

    @Test func `a turn lasts its least time, whoever is owed more`() {
        // It begins with the decision; the room for it may still have to be proven.
        #expect(shortestTurn(.seconds(300)) >= 280)
        #expect(shortestTurn(.zero) < 120)
    }

    /// Room for one of three whose turns are over after half a minute; the shortest turn in an hour, s.
    private func shortestTurn(_ least: Duration) -> Int {
        var bench = Bench.garage(cars: 3, importKW: 6)
        bench.settings.turnLength = .seconds(30)
        bench.settings.minimumOffTime = .zero
        bench.settings.minimumOnTime = least
        var since = [Int?](repeating: nil, count: 3)
        var shortest = Int.max
        bench.run(3_600) { bench in
            for car in 0..<3 {
                let isOn = bench.told("car\(car)")! > 0
                if isOn, since[car] == nil { since[car] = bench.time }
                if !isOn, let start = since[car] {
                    shortest = min(shortest, bench.time - start)
                    since[car] = nil
                }
            }
        }
        return shortest
    }
}
