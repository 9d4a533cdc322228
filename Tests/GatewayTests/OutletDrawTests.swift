// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

@testable import Gateway

/// An outlet that draws has a vehicle, whatever its station says of it; in every version.
@Suite struct OutletDrawTests {
    private static let versions = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]

    /// A station whose outlet is free since a minute.
    private func free(_ bench: Bench, _ version: String) -> FakeStation {
        bench.meterSeconds = 0
        let station = version == "ocpp1.6" ? FakeStation("cs") : FakeV2Station("cs", version)
        bench.connect(station, 1, status: "Available")
        bench.run(60)
        return station
    }

    private func countedKW(_ bench: Bench) throws -> Double {
        bench.run(1)
        return try #require(bench.core.plan).nodes[0].countedImport.kilowatts
    }

    @Test(arguments: versions) func whatDrawsIsCountedWhateverIsSaidOfIt(version: String) throws {
        let bench = try Bench()
        let station = free(bench, version)
        let empty = try countedKW(bench)
        #expect(try bench.state("ev").plug == .available)
        bench.measure(1, watts: 20_000)
        #expect(try bench.state("ev").plug == .occupied)
        #expect(try countedKW(bench) >= empty + 20)
        bench.say(1, "StatusNotification", station.status(1, "Available", bench.stamp(station)))
        #expect(try bench.state("ev").plug == .occupied, "it said so before")
        bench.measure(1, watts: 20)
        #expect(try bench.state("ev").plug == .available)
    }

    @Test(arguments: versions) func theLastReadingOfAVehicleThatLeftIsNotOfTheNext(version: String) throws {
        let bench = try Bench()
        let station = free(bench, version)
        bench.say(1, "StatusNotification", station.status(1, "Charging", bench.stamp(station)))
        bench.run(10)
        let last = bench.stamp(station)
        bench.run(1)
        bench.say(1, "StatusNotification", station.status(1, "Available", bench.stamp(station)))
        let reading = station.reading(1, 7_000, last)
        bench.say(1, reading.action, reading.payload)
        #expect(try bench.state("ev").plug == .available)
    }
}
