// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Testing

@testable import Gateway
@testable import Store

/// Stations of OCPP 2.0.1 and 2.1: set up, limited and believed as those of 1.6 are.
@Suite struct V2StationTests {
    private static let versions = ["ocpp2.0.1", "ocpp2.1"]

    private func watts(_ value: Double, _ more: [String: Any] = [:]) -> [String: Any] {
        ["value": value, "measurand": "Power.Active.Import"].merging(more) { $1 }
    }

    @Test(arguments: versions) func theDefaultIsInstalledAndReadBackBeforeAnySetpoint(version: String) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        bench.connect(station, 1)
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.profiles.map(\.purpose) == ["TxDefaultProfile"])
        #expect(station.profiles.first?.periods.map(\.limit) == [6])
        let actions = station.calls.map(\.action)
        let installed = try #require(actions.firstIndex(of: "SetChargingProfile"))
        let readBack = try #require(actions.firstIndex(of: "GetCompositeSchedule"))
        let cleared = try #require(actions.firstIndex(of: "ClearChargingProfile"))
        #expect(installed < cleared && cleared < readBack)
        #expect(station.variables["SampledDataCtrlr.TxUpdatedInterval"] == "10")
        #expect(station.variables["SampledDataCtrlr.TxUpdatedMeasurands"]?.contains("Voltage") == true)
    }

    @Test(arguments: versions) func aLimitIsHeldAndConfirmedAndFallsToTheDefaultWhenNobodyRefreshesIt(
        version: String
    ) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        bench.connect(station, 1)
        bench.say(1, "TransactionEvent", station.event("Started", "tx", bench.stamp(station)))
        bench.run(200)
        #expect(try bench.state("ev").plug == .occupied)
        #expect(station.limit(connector: 1, bench.date) > 15)
        try bench.limit("transformer", kW: 10)
        bench.run(5)
        #expect(station.limit(connector: 1, bench.date) * 0.69 <= 10)
        #expect(try bench.state("ev").command?.standing == .confirmed)
        bench.disconnect(1)
        bench.run(1_000)
        #expect(station.limit(connector: 1, bench.date) == 6)
    }

    @Test func occupiedSaysNothingOfATransactionUntilTheStationDoes() throws {
        let bench = try Bench()
        let station = FakeV2Station("cs")
        bench.connect(station, 1, status: "Occupied")
        #expect(try bench.state("ev").plug == .unknown)
        bench.say(1, "StatusNotification", station.status(1, "Available", bench.stamp(station)))
        bench.say(1, "StatusNotification", station.status(1, "Occupied", bench.stamp(station)))
        #expect(try bench.state("ev").plug == .available)
        bench.say(1, "TransactionEvent", station.event("Started", "tx", bench.stamp(station)))
        #expect(try bench.state("ev").plug == .occupied)
        bench.say(1, "TransactionEvent", station.event("Ended", "tx", bench.stamp(station)))
        #expect(try bench.state("ev").plug == .available)
    }

    @Test func aTransactionToldTwiceOrOnlyByItsEndIsOne() throws {
        let bench = try Bench()
        let store = try Store.inMemory()
        bench.store = store
        let station = FakeV2Station("cs")
        bench.connect(station, 1)
        let started = station.event("Started", "one", bench.stamp(station), samples: [["value": 1_000]])
        bench.say(1, "TransactionEvent", started)
        bench.say(1, "TransactionEvent", started)
        #expect((station.answers[station.lastCallID] as? [String: Any])?["idTokenInfo"] != nil)
        let ended = station.event("Ended", "one", bench.stamp(station), samples: [["value": 2_000]])
        bench.say(1, "TransactionEvent", ended)
        bench.say(1, "TransactionEvent", ended)
        // What was told while nobody listened: only its end.
        bench.say(1, "TransactionEvent", station.event("Ended", "two", bench.stamp(station), offline: true))
        #expect(station.answers.values.allSatisfy { ($0 as? [String: Any])?["error"] == nil })
        let kept = Array(try store.transactions(limit: 10).reversed())
        #expect(kept.map(\.start.remoteID) == ["one", "two"] && kept.allSatisfy { $0.stop != nil })
        #expect(kept.first?.start.meterWh == 1_000 && kept.first?.stop?.meterWh == 2_000)
        #expect(try bench.state("ev").transactionStart == nil)
    }

    @Test func nothingIsAnsweredBeforeItIsOnTheDisk() throws {
        let bench = try Bench()
        bench.holdsTransactions = true
        let station = FakeV2Station("cs")
        bench.connect(station, 1)
        bench.say(1, "TransactionEvent", station.event("Ended", "tx", bench.stamp(station)))
        let call = station.lastCallID
        #expect(station.answers[call] == nil)
        bench.writeTransactions()
        #expect(station.answers[call] == nil, "its beginning is written, its end is not")
        bench.writeTransactions()
        #expect(station.answers[call] != nil)
    }

    @Test func unitsMultipliersExportAndTheVehiclesWord() throws {
        let bench = try Bench(Bench.dischargingDC)
        bench.meterSeconds = 0
        let station = FakeV2Station("cs")
        bench.connect(station, 1)
        bench.say(
            1, "TransactionEvent",
            station.event(
                "Started", "tx", bench.stamp(station),
                samples: [
                    watts(2, ["unitOfMeasure": ["unit": "kW"]]),
                    watts(90, ["location": "Upstream"]),
                    [
                        "value": 14, "measurand": "Power.Active.Export",
                        "unitOfMeasure": ["unit": "W", "multiplier": 3],
                    ],
                    ["value": 55, "measurand": "SoC", "location": "EV", "unitOfMeasure": ["unit": "Percent"]],
                ]))
        #expect(try bench.state("ev").power?.value == .kilowatts(-12))
        #expect(try bench.state("ev").stateOfCharge?.value == 0.55)
    }

    @Test func readingsThatWaitedWhileItWasOfflineAreNotOfNow() throws {
        let bench = try Bench()
        bench.meterSeconds = 0
        let station = FakeV2Station("cs")
        bench.connect(station, 1)
        let before = FakeStation.text(bench.date.addingTimeInterval(-600))
        bench.say(1, "TransactionEvent", station.event("Started", "tx", before, offline: true, samples: [watts(7_000)]))
        #expect(try bench.state("ev").power == nil && bench.refused.isEmpty)
        #expect(try bench.state("ev").plug == .occupied)
    }

    @Test func aStationThatComesBackWithAnotherVersionIsSetUpAnew() throws {
        let bench = try Bench()
        let old = FakeStation("cs")
        bench.connect(old, 1)
        #expect(try bench.state("ev").isProvisioned)
        bench.disconnect(1)
        let new = FakeV2Station("cs", "ocpp2.1")
        new.variables["SmartChargingCtrlr.RateUnit"] = "W"
        bench.connect(new, 2)
        #expect(try bench.state("ev").isProvisioned)
        #expect(new.profiles.map(\.unit) == ["W"], "what it took in 1.6 says nothing of 2.1")
    }

    @Test func aStationThatTakesNoDefaultForTransactionsTakesALimitOfItsOwn() throws {
        let bench = try Bench()
        let station = FakeV2Station("cs")
        station.refusedPurposes = ["TxDefaultProfile"]
        bench.connect(station, 1)
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.profiles.map(\.purpose) == ["ChargingStationMaxProfile"])
        bench.say(1, "TransactionEvent", station.event("Started", "tx", bench.stamp(station)))
        bench.run(100)
        try bench.limit("transformer", kW: 5)
        bench.run(5)
        #expect(station.limit(connector: 1, bench.date) * 0.69 <= 5)
    }

    @Test func everyCallIsAnswered() throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", "ocpp2.1")
        bench.connect(station, 1)
        func ask(_ action: String, _ payload: [String: Any]) -> Any? {
            bench.say(1, action, payload)
            return station.answers[station.lastCallID]
        }
        func error(_ answer: Any?) -> String? { (answer as? [String: Any])?["error"] as? String }
        #expect(error(ask("Nonsense", [:])) == "NotImplemented")
        #expect(error(ask("SetChargingProfile", [:])) == "NotSupported")
        #expect(error(ask("TransactionEvent", ["eventType": "Started"])) != nil)
        let report: [String: Any] = ["requestId": 1, "generatedAt": bench.stamp(station), "seqNo": 0]
        #expect((ask("NotifyReport", report) as? [String: Any])?.isEmpty == true)
        #expect(ask("Heartbeat", [:]) is [String: Any])
    }
}
