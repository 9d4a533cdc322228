// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Store
import Testing

@testable import Gateway

/// Transactions: written before they are answered, told twice without harm, over lost ends and reconnections.
@Suite struct TransactionTests {
    private func start(_ bench: Bench, _ station: FakeStation) {
        bench.say(
            1, "StartTransaction",
            ["connectorId": 1, "idTag": "A", "meterStart": 100, "timestamp": bench.stamp(station)])
    }

    @Test func aStartIsAnsweredOnlyWhenItIsOnDisk() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Preparing")
        bench.holdsTransactions = true
        start(bench, station)
        let id = station.lastCallID
        #expect(station.answers[id] == nil)
        #expect(try bench.state("ev").plug != .occupied)
        bench.writeTransactions()
        #expect((station.answers[id] as? [String: Any])?["transactionId"] as? Int == 101)
        #expect(try bench.state("ev").plug == .occupied)
        #expect(try bench.state("ev").transactionStart != nil)
    }

    @Test func anUnwrittenStartIsRefusedInTime() throws {
        let bench = try Bench()
        bench.meterSeconds = 0
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Preparing")
        bench.holdsTransactions = true
        start(bench, station)
        let id = station.lastCallID
        bench.run(20)
        #expect((station.answers[id] as? [String: Any])?["error"] as? String == "InternalError")
        #expect(try bench.state("ev").plug != .occupied)
    }

    @Test func aRefusedStartDoesNotCloseTheRunningOne() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Preparing")
        start(bench, station)
        bench.run(5)
        // One that cannot be read, and one that never gets to disk.
        bench.say(1, "StartTransaction", ["connectorId": 1, "idTag": "B", "timestamp": bench.stamp(station)])
        #expect((station.answers[station.lastCallID] as? [String: Any])?["error"] != nil)
        bench.holdsTransactions = true
        bench.say(
            1, "StartTransaction",
            ["connectorId": 1, "idTag": "B", "meterStart": 300, "timestamp": bench.stamp(station)])
        bench.run(20)
        #expect(try bench.state("ev").transactionStart != nil)
        #expect(try bench.state("ev").plug == .occupied)
        #expect(bench.presumedEnds.isEmpty)
        bench.holdsTransactions = false
        bench.say(
            1, "StopTransaction", ["transactionId": 101, "meterStop": 400, "timestamp": bench.stamp(station)])
        #expect(try bench.state("ev").transactionStart == nil)
    }

    @Test func anUnknownStopIsAnsweredAndEndsNothing() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Preparing")
        start(bench, station)
        for number in [7, 100_000] {
            bench.say(
                1, "StopTransaction",
                ["transactionId": number, "meterStop": 200, "timestamp": bench.stamp(station)])
            #expect(station.answers[station.lastCallID] is [String: Any])
        }
        #expect(try bench.state("ev").plug == .occupied)
        bench.say(
            1, "StopTransaction", ["transactionId": 101, "meterStop": 200, "timestamp": bench.stamp(station)])
        #expect(try bench.state("ev").transactionStart == nil)
        #expect(try bench.state("ev").plug == .available)
    }

    @Test func anAvailableConnectorHasNoTransactionWhateverBecameOfItsEnd() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Preparing")
        start(bench, station)
        bench.disconnect(1)
        bench.connect(station, 2, boots: false, status: "Available")
        #expect(try bench.state("ev").plug == .available)
        #expect(try bench.state("ev").transactionStart == nil)
    }

    @Test func aRunningTransactionOutlivesAReconnection() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Preparing")
        start(bench, station)
        bench.disconnect(1)
        bench.connect(station, 2, boots: false, status: "SuspendedEVSE")
        #expect(try bench.state("ev").plug == .occupied)
        #expect(try bench.state("ev").transactionStart != nil)
    }

    @Test func anEmptyPlugIsNotBelievedAfterAReconnectionUntilItIsSaidAgain() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Available")
        #expect(try bench.state("ev").plug == .available)
        bench.disconnect(1)
        bench.connect(station, 2, boots: false, status: nil)
        #expect(try bench.state("ev").plug == .unknown)
        bench.run(10)
        #expect(station.count("TriggerMessage") > 0)
    }

    /// What the store says to a beginning that it knows.
    private func repeated(_ id: Int64) throws -> TransactionBegun {
        let store = try Store.inMemory()
        let start = TransactionStart(
            station: try #require(ChargingStation.ID("cs")), connector: 1, idTag: "A", time: Bench.start, meterWh: 100)
        var begun = try store.begin(start)
        begun = try store.begin(start)
        begun.id = id
        return begun
    }

    // MARK: - Ends that were lost

    @Test func aLaterStartEndsWhatWasLeftOpen() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Preparing")
        start(bench, station)
        bench.run(60)
        bench.say(
            1, "StartTransaction",
            ["connectorId": 1, "idTag": "B", "meterStart": 5_100, "timestamp": bench.stamp(station)])
        let end = try #require(bench.presumedEnds.first)
        #expect(bench.presumedEnds.count == 1 && end.transaction == 101 && end.meterWh == 5_100)
        #expect(end.reason?.hasPrefix("presumed: ") == true)
        #expect(try bench.state("ev").plug == .occupied)
        // The first one's beginning, told once more, changes nothing.
        bench.feed(
            .transactionBegun(
                connection: 1, call: "x",
                TransactionStart(
                    station: try #require(ChargingStation.ID("cs")), connector: 1, idTag: "A",
                    time: Bench.start, meterWh: 100),
                try repeated(101)))
        #expect(bench.presumedEnds.count == 1)
        bench.say(
            1, "StopTransaction", ["transactionId": 102, "meterStop": 6_000, "timestamp": bench.stamp(station)])
        #expect(try bench.state("ev").transactionStart == nil)
    }

    @Test func anAvailableConnectorEndsItAfterAWhile() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.meterSeconds = 0
        bench.connect(station, 1, status: "Preparing")
        start(bench, station)
        say(bench, station, "Available")
        bench.run(590)
        #expect(bench.presumedEnds.isEmpty, "its end may still come")
        bench.run(20)
        #expect(bench.presumedEnds.map(\.transaction) == [101])
        bench.run(1_200)
        #expect(bench.presumedEnds.count == 1)
    }

    @Test func anEndThatComesInTimeIsNotPresumed() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.meterSeconds = 0
        bench.connect(station, 1, status: "Preparing")
        start(bench, station)
        say(bench, station, "Available")
        bench.run(100)
        bench.say(
            1, "StopTransaction", ["transactionId": 101, "meterStop": 200, "timestamp": bench.stamp(station)])
        bench.run(1_200)
        #expect(bench.presumedEnds.isEmpty)
    }

    @Test func aTransactionThatGoesOnMeteringRunsAfterAll() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.meterSeconds = 0
        bench.connect(station, 1, status: "Charging")
        start(bench, station)
        say(bench, station, "Available")
        #expect(try bench.state("ev").plug == .available)
        say(bench, station, "Charging")
        bench.meter(1, [["value": "4000", "measurand": "Power.Active.Import", "unit": "W"]], transaction: 101)
        #expect(try bench.state("ev").transactionStart != nil)
        say(bench, station, "Available")
        bench.run(700)
        #expect(bench.presumedEnds.map(\.transaction) == [101])
    }

    @Test func anEndWithoutItsNumberEndsTheOnlyOneThereIs() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Preparing")
        start(bench, station)
        bench.run(10)
        bench.say(
            1, "StopTransaction", ["transactionId": -1, "meterStop": 900, "timestamp": bench.stamp(station)])
        #expect(bench.presumedEnds.map(\.transaction) == [101] && bench.presumedEnds.first?.meterWh == 900)
        #expect(try bench.state("ev").transactionStart == nil)
        #expect(try bench.state("ev").plug == .available)
    }

    @Test func anEndWithoutItsNumberFromBeforeEndsNothing() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Preparing")
        let before = FakeStation.text(bench.date.addingTimeInterval(-600))
        start(bench, station)
        bench.say(1, "StopTransaction", ["transactionId": -1, "meterStop": 90, "timestamp": before])
        #expect(bench.presumedEnds.isEmpty)
        #expect(try bench.state("ev").plug == .occupied)
    }

    // MARK: - A start without a stamp

    @Test func aStartWithoutAReadableStampKeepsItsNumberWhenItIsRepeated() throws {
        let store = try Store.inMemory()
        let bench = try Bench()
        bench.store = store
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Preparing")
        func number(_ tag: String, meter: Int) -> Int? {
            bench.say(
                1, "StartTransaction", ["connectorId": 1, "idTag": tag, "meterStart": meter, "timestamp": "yesterday"])
            return (station.answers[station.lastCallID] as? [String: Any])?["transactionId"] as? Int
        }
        let first = try #require(number("A", meter: 100))
        bench.run(30)
        #expect(number("A", meter: 100) == first)
        bench.run(30)
        #expect(number("B", meter: 100) != first)
        #expect(try store.transactions(limit: 9).count == 2)
        // Once it has ended, the same words begin another.
        bench.say(1, "StopTransaction", ["transactionId": 2, "meterStop": 100, "timestamp": bench.stamp(station)])
        bench.run(30)
        #expect(number("B", meter: 100) == 3)
    }

    // MARK: - What belongs to a vehicle

    private func say(_ bench: Bench, _ station: FakeStation, _ status: String) {
        bench.say(
            1, "StatusNotification",
            ["connectorId": 1, "errorCode": "NoError", "status": status, "timestamp": bench.stamp(station)])
    }

    @Test func needsGivenBeforeTheStartAreKeptAndNoNextVehicleInheritsThem() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Available")
        let der = try bench.der("ev")
        let needs = ChargingNeeds(departureTime: bench.now.utc + .seconds(3_600), energy: .kilowattHours(20))
        bench.carryOut(bench.core.setNeeds(needs, der: der, author: "a", now: bench.now))
        bench.carryOut(bench.core.setStateOfCharge(0.4, der: der, author: "a", now: bench.now).actions)
        for status in ["Available", "Preparing", "Reserved", "Preparing"] { say(bench, station, status) }
        start(bench, station)
        say(bench, station, "Charging")
        #expect(try bench.state("ev").needs == needs)
        #expect(try bench.state("ev").stateOfCharge?.value == 0.4)
        bench.say(
            1, "StopTransaction", ["transactionId": 101, "meterStop": 200, "timestamp": bench.stamp(station)])
        #expect(try bench.state("ev").needs == nil)
        #expect(try bench.state("ev").stateOfCharge == nil)
    }

    @Test func aVehicleThatLeavesWithoutAnEndLeavesNothingBehind() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Charging")
        let der = try bench.der("ev")
        bench.carryOut(bench.core.setNeeds(ChargingNeeds(targetSoC: 0.9), der: der, author: "a", now: bench.now))
        bench.meter(1, [["value": "61", "measurand": "SoC", "unit": "Percent", "location": "EV"]])
        #expect(try bench.state("ev").stateOfCharge?.value == 0.61)
        say(bench, station, "Available")
        #expect(try bench.state("ev").needs == nil)
        #expect(try bench.state("ev").stateOfCharge == nil)
    }

    /// The end of the first was lost, and nobody said that its vehicle left.
    @Test func theNextVehicleInheritsNothing() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1)
        let start = { (tag: String, meter: Int) in
            bench.say(
                1, "StartTransaction",
                ["connectorId": 1, "idTag": tag, "meterStart": meter, "timestamp": bench.stamp(station)])
        }
        start("first", 0)
        let ev = try bench.der("ev")
        let needs = ChargingNeeds(energy: .kilowattHours(40))
        bench.carryOut(bench.core.setNeeds(needs, der: ev, author: "ann", isPerson: true, now: bench.now))
        bench.carryOut(
            bench.core.setStateOfCharge(0.8, der: ev, author: "ann", isPerson: true, now: bench.now).actions)
        bench.run(60)
        start("second", 9_000)
        #expect(try bench.state("ev").needs == nil && bench.state("ev").stateOfCharge == nil)
    }
}
