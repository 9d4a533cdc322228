// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import TestSupport
import Testing

/// A mixed street in the closed loop: cuts, steps of base load, vehicles that come and go.
@Suite struct StreetDayTests {
    static func street() -> Street {
        var street = Street()
        street.node("head", importKW: 100, exportKW: 60, margin: 0.03, plugIns: 1)
        street.node("east", below: "head", importKW: 60, margin: 0.03)
        for home in 0..<4 {
            street.node("e\(home)", below: "east", importKW: 30, exportKW: 10, base: 0...3, meter: home < 2)
            street.evse("e\(home)-car", at: "e\(home)", amperes: home == 3 ? 32 : 16, defaultKW: 4.14)
            street.pv("e\(home)-pv", at: "e\(home)", kW: 8)
            if home < 2 { street.battery("e\(home)-battery", at: "e\(home)", kW: 5) }
        }
        for home in 0..<4 {
            street.node("w\(home)", below: "head", importKW: 30, base: 0...3)
            let phases: PhaseCode = home == 0 ? .b : .abc
            street.evse("w\(home)-car", at: "w\(home)", phases: phases, defaultKW: home == 0 ? 1.38 : 4.14)
            street.load("w\(home)-pump", at: "w\(home)", kW: 3, defaultKW: 1)
        }
        return street
    }

    static func bench(seed: UInt64) -> Bench {
        var bench = Bench(street(), seed: seed, devices: Device.usual)
        for node in bench.baseKW.indices.dropFirst(2) { bench.baseKW[node] = 1 }
        return bench
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `limits hold through cuts, steps and departures`(seed: UInt64) {
        var bench = Self.bench(seed: seed)
        var random = SplitMix64(seed: seed)
        bench.run(240)
        for round in 0..<8 {
            let disturbance = Int.random(in: 0..<5, using: &random)
            switch disturbance {
            case 0: bench.limit("cut", at: "head", kW: Double.random(in: 25...90, using: &random))
            case 1: bench.limit("east", at: "east", kW: Double.random(in: 15...60, using: &random))
            case 2: bench.baseKW[bench.node("w\(round % 4)")] = Double.random(in: 0...9, using: &random)
            case 3:
                let car = bench.der("e\(round % 4)-car")
                bench.setPlug(car, isPlugged: !bench.devices[car].isPlugged)
                bench.devices[car].replug()
            default:
                let sun = Double.random(in: 0...8, using: &random)
                for der in bench.devices.indices where bench.devices[der].kind == .pv {
                    bench.devices[der].wishKW = sun
                }
            }
            // The slowest reaction is 4 s; one tick to see it, one to decide.
            bench.run(6)
            bench.run(30) { $0.expectWithinLimits(0.15) }
            bench.run(120) {
                $0.expectWithinLimits(0.15)
                $0.expectSafeIfAllUsed()
            }
        }
    }
}
