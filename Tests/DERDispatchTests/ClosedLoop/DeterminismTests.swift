// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 13 rests on this: the same inputs give the same plan, so that a recorded day replays.
@Suite struct DeterminismTests {
    @Test func `the same input gives the same plan and memory, whatever was solved before`() {
        var bench = StreetDayTests.bench(seed: 9)
        bench.limit("cut", at: "head", kW: 35)
        var used = Dispatcher()
        bench.run(200) { bench in
            var fresh = Dispatcher()
            let left = fresh.dispatch(bench.input)
            let right = used.dispatch(bench.input)
            #expect(left.plan.setpoints == right.plan.setpoints)
            #expect(left.plan.nodes == right.plan.nodes)
            #expect(left.memory == right.memory)
        }
    }

    @Test func `the same seed gives the same day`() {
        let days = (0..<2).map { _ -> [PlannedSetpoint] in
            var bench = StreetDayTests.bench(seed: 4)
            bench.run(200)
            return bench.plan!.setpoints
        }
        #expect(days[0] == days[1])
    }

    @Test func `ties go by identifier, not by position`() {
        var bench = Bench.garage(cars: 3, importKW: 6)
        bench.run(60)
        #expect(bench.told("car0")! > 4 && bench.told("car1") == 0 && bench.told("car2") == 0)
        var street = Street()
        street.node("garage", importKW: 6, base: 0...0)
        for car in ["car2", "car1", "car0"] { street.evse(car, at: "garage") }
        var turned = Bench(street, devices: Device.usual)
        turned.noise = 0
        turned.run(60)
        #expect(turned.told("car0")! > 4 && turned.told("car1") == 0 && turned.told("car2") == 0)
    }
}
