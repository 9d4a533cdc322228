// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import OCPP
import Testing

@testable import Gateway
@testable import Store

/// What stations of the field were seen to get wrong, on OCPP 2.x: each with the report that tells of it.
@Suite struct V2PitfallTests {
    private static let versions = ["ocpp2.0.1", "ocpp2.1"]

    private func allowedKW(_ bench: Bench) throws -> Double { try bench.state("ev").allowed.importLimit.kilowatts }

    private func profiles(_ station: FakeStation) -> [[String: Any]] {
        station.calls.compactMap { $0.payload["chargingProfile"] as? [String: Any] }
    }

    /// steve#1192, evcc#31597: the meter is the proof, and a wrong current counts.
    @Test(arguments: versions) func acceptedAndIgnoredIsCountedAtWhatItDraws_evcc31597(version: String) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        bench.charge(station, 1)
        bench.run(200)
        bench.meterSeconds = 0
        // It holds what it is told, on paper.
        try bench.limit("transformer", kW: 8)
        for _ in 0..<60 {
            bench.run(1)
            bench.measure(1, watts: 20_000)
        }
        #expect(try bench.state("ev").power?.value == .kilowatts(20))
        let plan = try #require(bench.core.plan)
        #expect(plan.nodes[0].countedImport >= .kilowatts(20))
    }

    /// steve#1083, MicroOcpp#346: nothing is sent that needs a transaction's name.
    @Test(arguments: versions) func noProfileOfOursIsOfATransaction_steve1083(version: String) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        bench.charge(station, 1)
        bench.run(60)
        #expect(profiles(station).count > 1)
        #expect(profiles(station).allSatisfy { $0["chargingProfilePurpose"] as? String == "TxDefaultProfile" })
        #expect(profiles(station).allSatisfy { $0["transactionId"] == nil })
    }

    @Test(arguments: versions) func aLeftoverOfATransactionIsClearedAtFirstContact_evcc9766(version: String) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        station.profiles = [
            FakeStation.Profile(
                connector: 1, id: 77, stackLevel: 0, purpose: "TxProfile", start: .distantPast, unit: "A",
                periods: [(0, 25)])
        ]
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.profiles.map(\.id) == [1_001])
        #expect(station.limitsSeen.allSatisfy { $0 <= 25 }, "never without a limit")
    }

    /// ABB refuses the level that it says is its highest; ours are at 0.
    @Test(arguments: versions) func onlyLevelZeroIsUsed_ocpp1737(version: String) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        station.highestLevel = 0
        bench.charge(station, 1)
        bench.run(200)
        #expect(station.limit(connector: 1, bench.date) > 15)
        #expect(profiles(station).allSatisfy { $0["stackLevel"] as? Int == 0 })
    }

    @Test(arguments: versions, [true, false]) func onlyALimitOfTheStationIsTaken_ocpp1703(
        version: String, saysWhy: Bool
    ) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        station.refusedPurposes = ["TxDefaultProfile"]
        station.saysWhy = saysWhy
        bench.charge(station, 1)
        bench.run(200)
        try bench.limit("transformer", kW: 5)
        bench.run(5)
        #expect(station.limit(connector: 1, bench.date) * 0.69 <= 5)
        #expect(try bench.state("ev").command?.standing == .confirmed)
    }

    @Test(arguments: versions, [true, false]) func amperesAreRefusedAndWattsTaken_ocpp1545(
        version: String, saysWhy: Bool
    ) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        station.refusedUnits = ["A"]
        station.saysWhy = saysWhy
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.profiles.map(\.unit) == ["W"] && station.profiles.first?.periods.map(\.limit) == [4_156])
    }

    /// A date of "0" and empty texts as values.
    @Test(arguments: versions, ["0", ""]) func datesThatAreNoneAreOfNow_evcc17836(version: String, date: String) throws
    {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        bench.meterSeconds = 0
        bench.charge(station, 1)
        var status = station.status(1, "Occupied", bench.stamp(station))
        status["timestamp"] = date
        bench.say(1, "StatusNotification", status)
        let sample: [String: Any] = ["value": 7_000, "measurand": "Power.Active.Import"]
        bench.say(1, "MeterValues", ["evseId": 1, "meterValue": [["timestamp": date, "sampledValue": [sample]]]])
        #expect(try bench.state("ev").power?.value == .kilowatts(7))
        #expect(bench.refused.isEmpty)
    }

    @Test(arguments: versions, [-3_600.0, 3_600]) func aClockThatIsWrongDelaysNoLimit_steve136(
        version: String, ahead: Double
    ) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        station.clockAhead = ahead
        bench.charge(station, 1)
        bench.run(200)
        try bench.limit("transformer", kW: 5)
        bench.run(2)
        #expect(station.limit(connector: 1, bench.date) * 0.69 <= 5)
    }

    /// mobilityhouse#79: it outlived our restart.
    @Test(arguments: versions, [true, false]) func aStationThatDoesNotBootIsSetUp_mobilityhouse79(
        version: String, boots: Bool
    ) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        station.bootsWhenAsked = boots
        bench.charge(station, 1, boots: false)
        bench.run(10)
        #expect(try bench.state("ev").isProvisioned)
    }

    /// FoxESS chooses 2.0.1 and goes on in 1.6.
    @Test func whoSpeaks16On201IsRefusedThatVersion_ocpp2008() throws {
        let bench = try Bench()
        let station = FakeV2Station("cs")
        bench.connect(station, 1, boots: false, status: nil)
        let boot = FakeStation("cs").boot
        for _ in 0..<2 { bench.say(1, "BootNotification", boot) }
        #expect(bench.disconnected.isEmpty)
        bench.say(1, "BootNotification", boot)
        #expect(bench.disconnected == [1])
        let id = try #require(ChargingStation.ID("cs"))
        #expect(bench.core.stations[id]?.refusedVersions == [.v201])
        bench.connect(FakeStation("cs"), 2)
        #expect(try bench.state("ev").isProvisioned)
        let observed = try #require(bench.core.observe(station: "cs", refused: nil, now: bench.now))
        let found = StationDiagnosis.judge(observed).findings
        #expect(found.contains { $0.seen.contains("2.0.1") && $0.remedy.contains("pinnedVersion") })
    }

    @Test(arguments: versions) func celciusIsAUnitLikeAnother_citrineos222(version: String) throws {
        let bench = try Bench()
        bench.meterSeconds = 0
        let station = FakeV2Station("cs", version)
        bench.charge(station, 1)
        let samples: [[String: Any]] = [
            ["value": 31, "measurand": "Temperature", "unitOfMeasure": ["unit": "Celcius"]],
            ["value": 7_000, "measurand": "Power.Active.Import"],
        ]
        bench.meter(1, samples)
        #expect(try bench.state("ev").power?.value == .kilowatts(7))
        #expect(bench.refused.isEmpty)
    }

    /// A beginning that is refused closes nothing of what runs.
    @Test(arguments: versions) func aRefusedBeginningEndsNothing_citrineos972(version: String) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        bench.charge(station, 1)
        bench.say(1, "TransactionEvent", ["eventType": "Started", "evse": ["id": 1]])
        #expect((station.answers[station.lastCallID] as? [String: Any])?["error"] != nil)
        #expect(try bench.state("ev").plug == .occupied && bench.presumedEnds.isEmpty)
    }

    /// libocpp#495: what happened while it was offline is told later.
    @Test(arguments: versions) func anOfflineTransactionIsRecordedWhenItIsTold_libocpp495(version: String) throws {
        let bench = try Bench()
        let store = try Store.inMemory()
        bench.store = store
        let station = FakeV2Station("cs", version)
        bench.connect(station, 1, status: "Available")
        let times = [-3_000.0, -600].map { FakeStation.text(bench.date.addingTimeInterval($0)) }
        bench.say(1, "TransactionEvent", station.event("Started", "old", times[0], offline: true))
        bench.say(1, "TransactionEvent", station.event("Ended", "old", times[1], offline: true))
        let kept = try store.transactions(limit: 10)
        #expect(kept.map(\.start.remoteID) == ["old"] && kept.first?.stop != nil)
        #expect(try bench.state("ev").transactionStart == nil)
    }

    /// libocpp#781: what stays for ever is the default.
    @Test(arguments: versions) func offlineForEverMeansTheDefaultForEver_libocpp781(version: String) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        bench.charge(station, 1)
        bench.run(30)
        try bench.limit("transformer", kW: 3)
        bench.run(5)
        #expect(station.limit(connector: 1, bench.date) == 0)
        bench.disconnect(1)
        let days = bench.date.addingTimeInterval(14 * 86_400)
        #expect(station.limit(connector: 1, days) == 6)
    }
}
