// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 11: vehicles are never discharged below the reserve, nor so that the departure energy is missed.
@Suite struct Rule11VehicleTests {
    @Test func `a vehicle keeps its reserve`() {
        let bench = Self.bench(soc: 0.5)
        #expect(leastCharge(bench) >= 0.3)
        #expect(leastCharge(bench.without(.vehicleReserve)) < 0.25)
    }

    @Test func `a vehicle reaches its departure energy`() {
        var bench = Self.bench(soc: 0.7)
        bench.state.change(der: 0) {
            $0.needs = ChargingNeeds(
                departureTime: Bench.moment(1_800).utc, targetSoC: 0.8, usableCapacity: .kilowattHours(10))
        }
        #expect(leastCharge(bench) >= 0.7)
        #expect(leastCharge(bench.without(.vehicleReserve)) < 0.6)
    }

    @Test func `without a fresh state of charge nothing is discharged`() {
        var bench = Self.bench(soc: 0.9)
        bench.change("car0") { $0.isReporting = false }
        #expect(leastCharge(bench) >= 0.9)
        #expect(leastCharge(bench.without(.vehicleReserve)) < 0.9)
    }

    @Test func `what was never declared to discharge never does`() {
        var bench = Bench.garage(cars: 1, importKW: 20, base: 0...40)
        bench.change("car0") { $0.soc = 0.9 }
        bench.baseKW[0] = 30
        bench.run(120) { #expect($0.told("car0")! >= 0) }
    }

    /// A base load 10 kW above the limit, measured, and one vehicle that may give 10 kW out of 10 kWh.
    static func bench(soc: Double) -> Bench {
        var bench = Bench.garage(cars: 1, importKW: 20, base: 0...40, dischargeKW: 10)
        bench.change("car0") {
            $0.soc = soc
            $0.capacityKWh = 10
        }
        bench.baseKW[0] = 30
        return bench
    }

    private func leastCharge(_ given: Bench) -> Double {
        var bench = given
        var least = 1.0
        bench.run(1_200) { least = min(least, $0.device("car0").soc) }
        return least
    }

    @Test func `a vehicle on MQTT discharges without a word of OCPP`() {
        var street = Street()
        street.node("garage", importKW: 20, base: 0...40)
        street.evse("car0", at: "garage", dischargeKW: 10, communication: .mqtt)
        if case .evse(var unit) = street.ders[0].unit {
            unit.v2gDialect = .none
            street.change(0) { $0.unit = .evse(unit) }
        }
        var bench = Bench(street, devices: Device.usual)
        bench.change("car0") { $0.soc = 0.9 }
        bench.baseKW[0] = 30
        bench.run(60)
        #expect(bench.told("car0")! < -8)
    }
}
