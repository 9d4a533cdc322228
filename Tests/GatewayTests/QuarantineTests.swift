// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Store
import JSON
import Testing

@testable import Gateway

/// Stations that no topology names, let in to be looked at: held at 6 A, never dispatched, counted at the head.
@Suite struct QuarantineTests {
    /// 6 A on three phases at 1.1 times the nominal voltage.
    private let defaultKW = 6 * 3 * 400 / 3.0.squareRoot() * 1.1 / 1_000

    private func bench() throws -> Bench {
        var settings = GatewaySettings()
        settings.quarantinesUnknownStations = true
        return try Bench(settings: settings)
    }

    private func document(_ bench: Bench) throws -> [JSONValue] {
        let state = StateDocument.state(bench.core, try #require(bench.core.plan), now: bench.now)
        return try #require(state["quarantinedStations"]?.array)
    }

    private func countedKW(_ bench: Bench) throws -> Double {
        bench.run(1)
        return try #require(bench.core.plan).nodes[0].countedImport.kilowatts
    }

    @Test(arguments: FakeStation.versions) func itIsHeldAtSixAmperesAndCountedAtTheHead(version: String) throws {
        let bench = try bench()
        bench.meterSeconds = 0
        let before = try countedKW(bench)
        let stranger = FakeStation.speaking(version, "stranger")
        bench.charge(stranger, 7)
        bench.run(3)
        #expect(stranger.limit(connector: 1, bench.date) == 6)
        #expect(stranger.profiles.map(\.purpose) == ["TxDefaultProfile"])
        #expect(abs(try countedKW(bench) - before - defaultKW) < 0.001)
        let entry = try #require(try document(bench).first)
        #expect(entry["id"]?.string == "stranger" && entry["isConnected"]?.bool == true)
        #expect(entry["isDefaultProven"]?.bool == true && entry["measuredKW"] == .null)
        #expect(abs((entry["countedKW"]?.double ?? 0) - defaultKW) < 0.001)
        let raised = bench.records.compactMap { record -> String? in
            if case .alarmRaised(let alarm) = record { alarm.key } else { nil }
        }
        #expect(raised == ["quarantined:stranger"])
    }

    @Test(arguments: FakeStation.versions) func itIsNeverDispatchedAndItsRoomIsNobodyElses(version: String) throws {
        let bench = try bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        let stranger = FakeStation.speaking(version, "stranger")
        bench.charge(stranger, 7)
        try bench.limit("transformer", kW: 15)
        bench.run(300)
        #expect(stranger.limit(connector: 1, bench.date) == 6)
        #expect(stranger.count("SetChargingProfile") == 1)
        let given = try #require(bench.core.plan?.setpoints[try bench.der("ev")].power).kilowatts
        #expect(given > 5 && given + defaultKW <= 15)
    }

    @Test(arguments: FakeStation.versions) func whatItDrawsBeyondItsDefaultCounts(version: String) throws {
        let bench = try bench()
        bench.meterSeconds = 0
        let before = try countedKW(bench)
        let stranger = FakeStation.speaking(version, "stranger")
        bench.charge(stranger, 7)
        bench.measure(7, watts: 9_000)
        #expect(abs(try countedKW(bench) - before - 9) < 0.001)
        #expect(try document(bench).first?["measuredKW"]?.double == 9)
        // Gone, it may be drawing still; what it was known to draw no longer is.
        bench.disconnect(7)
        bench.run(600)
        #expect(abs(try countedKW(bench) - before - defaultKW) < 0.001)
        #expect(try document(bench).first?["isConnected"]?.bool == false)
    }

    @Test(arguments: FakeStation.versions) func oneThatHoldsNoLimitCountsAtTheUsualPlate(version: String) throws {
        let bench = try bench()
        bench.meterSeconds = 0
        let before = try countedKW(bench)
        let stranger = FakeStation.speaking(version, "stranger")
        stranger.refusesProfiles = true
        bench.charge(stranger, 7)
        #expect(abs(try countedKW(bench) - before - defaultKW / 6 * 32) < 0.001)
        #expect(try document(bench).first?["isDefaultProven"]?.bool == false)
    }

    @Test(arguments: FakeStation.versions) func eachOfItsConnectorsIsHeldAndCounted(version: String) throws {
        let bench = try bench()
        bench.meterSeconds = 0
        let before = try countedKW(bench)
        let stranger = FakeStation.speaking(version, "stranger")
        stranger.connectors = [1, 2]
        if version == "ocpp1.6" { stranger.declare("NumberOfConnectors", "2") }
        bench.charge(stranger, 7)
        #expect([1, 2].map { stranger.limit(connector: $0, bench.date) } == [6, 6])
        #expect(abs(try countedKW(bench) - before - 2 * defaultKW) < 0.001)
    }

    @Test(arguments: FakeStation.versions) func aConnectorThatIsOnlyReportedIsHeldToo(version: String) throws {
        let bench = try bench()
        let stranger = FakeStation.speaking(version, "stranger")
        stranger.connectors = [1, 2]
        bench.charge(stranger, 7)
        #expect([1, 2].map { stranger.limit(connector: $0, bench.date) } == [6, 6])
    }

    /// After a restart of the gateway nobody tells the status of an outlet where nothing changes.
    @Test(arguments: FakeStation.versions, ["MeterValues", "beginning"])
    func anOutletThatOnlyMetersOrBeginsIsHeldToo(version: String, tells: String) throws {
        let bench = try bench()
        bench.meterSeconds = 0
        let before = try countedKW(bench)
        let stranger = FakeStation.speaking(version, "stranger")
        stranger.failing = ["GetConfiguration"]
        bench.connect(stranger, 7, boots: false, status: nil)
        bench.run(7)
        stranger.connectors = [1, 2]
        let stamp = bench.stamp(stranger)
        if tells == "MeterValues" {
            bench.say(7, "MeterValues", stranger.powers(2, 9_000, stamp))
        } else if let begun = stranger.begins(2, stamp) {
            bench.say(7, begun.action, begun.payload)
        } else {
            bench.say(
                7, "StartTransaction", ["connectorId": 2, "idTag": "A", "meterStart": 0, "timestamp": stamp])
        }
        bench.run(2)
        #expect([1, 2].map { stranger.limit(connector: $0, bench.date) } == [6, 6])
        let second = tells == "MeterValues" ? 9 : defaultKW
        #expect(abs(try countedKW(bench) - before - defaultKW - second) < 0.001)
    }

    @Test func thereIsRoomForAFewAndTheOneThatLeftFirstMakesRoom() throws {
        let bench = try bench()
        for number in 0..<Quarantine.capacity { bench.connect(FakeStation("x\(number)"), UInt64(100 + number)) }
        let late = try #require(ChargingStation.ID("late"))
        #expect(!bench.core.quarantine.admits(late))
        bench.connect(FakeStation("late"), 200)
        #expect(bench.core.quarantine.stations[late] == nil)
        bench.disconnect(103)
        bench.run(1)
        bench.disconnect(102)
        bench.connect(FakeStation("late"), 201)
        bench.run(1)
        let names = Set(try document(bench).compactMap { $0["id"]?.string })
        #expect(names.count == Quarantine.capacity && names.contains("late") && !names.contains("x3"))
    }

    @Test(arguments: FakeStation.versions) func aNewConnectionOfItTakesTheOldOnesPlace(version: String) throws {
        let bench = try bench()
        let (old, new) = (FakeStation.speaking(version, "stranger"), FakeStation.speaking(version, "stranger"))
        bench.charge(old, 7)
        bench.charge(new, 8)
        let calls = old.calls.count
        bench.disconnect(7)
        bench.run(20)
        #expect(old.calls.count == calls)
        #expect(try document(bench).first?["isConnected"]?.bool == true)
    }
}
