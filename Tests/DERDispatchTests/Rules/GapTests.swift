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
}
