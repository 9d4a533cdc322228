// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Testing

@testable import Gateway

/// Row 14 of the complaints of the field: a profile is accepted and not followed, discarded while the vehicle is
/// suspended, or left over from before a boot.
@Suite struct StationRow14Tests {
    private func limit(_ station: FakeStation, _ bench: Bench) -> Double { station.limit(connector: 1, bench.date) }

    @Test func `row14 accepted but not followed is derated, counted as measured and tried again`() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1)
        bench.run(200)
        try bench.limit("transformer", kW: 10)
        bench.run(2)
        bench.meterSeconds = 0
        #expect(try bench.state("ev").command?.standing == .confirmed, "all that it says is right")
        let told = limit(station, bench)
        #expect(told > 6 && told < 14)
        func report(_ watts: Double, seconds: Int) {
            for _ in 0..<(seconds / 5) {
                bench.run(5)
                bench.measure(1, watts: watts)
            }
        }
        report(20_000, seconds: 60)
        #expect(limit(station, bench) == 6, "the least that keeps it working")
        let node = try #require(bench.core.plan?.nodes.first)
        #expect(node.countedImport >= .kilowatts(20), "what it draws is nobody's room")
        // It follows now; after a while it is trusted again.
        report(4_100, seconds: 400)
        #expect(limit(station, bench) > 6)
    }

    @Test func `row14 a profile that is discarded while the vehicle is suspended is put back`() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1)
        bench.run(200)
        try bench.limit("transformer", kW: 3)
        bench.run(20)
        #expect(limit(station, bench) == 0)
        bench.say(1, "StatusNotification", ["connectorId": 1, "errorCode": "NoError", "status": "SuspendedEVSE"])
        station.profiles = []
        #expect(limit(station, bench) > 0)
        var seconds = 0
        while limit(station, bench) > 0, seconds < 700 {
            bench.run(1)
            seconds += 1
        }
        // A setpoint is renewed after ten minutes at the latest.
        #expect(seconds <= 610, "\(seconds) s")
    }

    /// Whether or not the station says how many stack levels it has.
    @Test(arguments: ["TxProfile", "TxDefaultProfile"], [true, false])
    func `row14 a profile left over from before a boot is cleared`(purpose: String, tellsLevels: Bool) throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        if tellsLevels {
            station.configuration.append(["key": "ChargeProfileMaxStackLevel", "readonly": true, "value": "8"])
        }
        bench.connect(station, 1)
        bench.run(100)
        bench.disconnect(1)
        station.profiles.append(
            FakeStation.Profile(
                connector: 1, id: 4_711, stackLevel: 6, purpose: purpose, start: .distantPast, unit: "A",
                periods: [(0, 30)]))
        try bench.limit("transformer", kW: 10)
        bench.run(20)
        bench.connect(station, 2)
        bench.run(60)
        #expect(!station.profiles.contains { $0.id == 4_711 })
        #expect(limit(station, bench) * 0.69 <= 10)
    }
}
