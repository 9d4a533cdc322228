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
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Preparing")
        bench.holdsTransactions = true
        start(bench, station)
        bench.run(20)
        #expect((station.answers[station.lastCallID] as? [String: Any])?["transactionId"] == nil)
        #expect(try bench.state("ev").plug != .occupied)
    }

    @Test func anUnknownStopIsAnsweredAndEndsNothing() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1, status: "Preparing")
        start(bench, station)
        for number in [-1, 7, 100_000] {
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
}
