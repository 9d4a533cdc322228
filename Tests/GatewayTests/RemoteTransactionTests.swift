// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Testing

@testable import Gateway
@testable import Store

/// Transactions that the gateway asks a station for.
@Suite struct RemoteTransactionTests {
    private func ask(_ bench: Bench, _ action: RemoteTransaction.Action) throws -> RemoteTransactionError? {
        let der = try bench.der("ev")
        let (result, actions) = bench.core.request(action, der: der, author: "ann", now: bench.now)
        bench.carryOut(actions)
        if case .failure(let error) = result { return error }
        return nil
    }

    /// The tag of a request to begin.
    private func tag(_ payload: [String: Any]) -> String? {
        (payload["idTag"] ?? (payload["idToken"] as? [String: Any])?["idToken"]) as? String
    }

    private func standing(_ bench: Bench) throws -> RemoteTransaction.Standing? {
        bench.core.remoteTransactions[try bench.der("ev")]?.standing
    }

    @Test(arguments: FakeStation.versions) func theStationIsAskedToBeginAndToEnd(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.connect(station, 1, status: "Preparing")
        #expect(try ask(bench, .start(idTag: "CARD-17")) == nil)
        let begun = try #require(station.calls.last { station.plain($0.action) == "RemoteStartTransaction" })
        #expect(tag(begun.payload) == "CARD-17")
        #expect((begun.payload["connectorId"] ?? begun.payload["evseId"]) as? Int == 1)
        #expect(try standing(bench) == .accepted)
        #expect(try ask(bench, .stop) == .noTransaction)
        let stamp = bench.stamp(station)
        let start: [String: Any] = ["connectorId": 1, "idTag": "CARD-17", "meterStart": 0, "timestamp": stamp]
        let told = station.begins(1, stamp) ?? ("StartTransaction", start)
        bench.say(1, told.action, told.payload)
        #expect(try ask(bench, .start(idTag: "CARD-18")) == .running(101))
        #expect(try ask(bench, .stop) == nil)
        let ended = try #require(station.calls.last { station.plain($0.action) == "RemoteStopTransaction" })
        // In 2.x by the station's own name for it.
        let name = ended.payload["transactionId"]
        #expect(version == "ocpp1.6" ? name as? Int == 101 : name as? String == "tx-1")
        let audited = bench.records.compactMap { if case .audit(let entry) = $0 { entry.action } else { nil } }
        #expect(
            audited.filter { $0.hasPrefix("transaction.") }
                == ["transaction.start", "transaction.start.accepted", "transaction.stop", "transaction.stop.accepted"])
    }

    @Test(arguments: FakeStation.versions) func aRefusalAndSilenceShow(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.connect(station, 1, status: "Preparing")
        station.failing = ["RemoteStartTransaction"]
        _ = try ask(bench, .start(idTag: "A"))
        #expect(try standing(bench) == .rejected)
        station.failing = []
        station.silent = ["RemoteStartTransaction"]
        _ = try ask(bench, .start(idTag: "A"))
        #expect(try standing(bench) == .sent)
        bench.run(20)
        #expect(try standing(bench) == .unanswered)
    }

    @Test(arguments: FakeStation.versions) func theAnswerToAnEarlierRequestDoesNotSettleTheLast(version: String) throws
    {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.connect(station, 1, status: "Preparing")
        station.silent = ["RemoteStartTransaction"]
        _ = try ask(bench, .start(idTag: "A"))
        _ = try ask(bench, .start(idTag: "B"))
        bench.feed(.stationText(connection: 1, try #require(station.withheld.last)))
        #expect(try standing(bench) == .sent, "that was the answer to A; B has only now gone out")
        #expect(tag(station.calls.last?.payload ?? [:]) == "B")
        bench.feed(.stationText(connection: 1, try #require(station.withheld.last)))
        #expect(try standing(bench) == .accepted)
        #expect(bench.audited.filter { $0 == "transaction.start.accepted" }.count == 1)
    }

    @Test(arguments: FakeStation.versions) func whatCannotBeAskedIsRefusedByName(version: String) throws {
        let bench = try Bench()
        #expect(try ask(bench, .start(idTag: "A")) == .offline)
        let station = FakeStation.speaking(version)
        bench.connect(station, 1, status: "Preparing")
        #expect(try ask(bench, .start(idTag: "")) == .idTag(length: 0))
        #expect(try ask(bench, .start(idTag: String(repeating: "x", count: 21))) == .idTag(length: 21))
        let battery = bench.core.request(.stop, der: try bench.der("bat"), author: "ann", now: bench.now)
        #expect(battery.result == .failure(.notAtStation))
        bench.carryOut(
            bench.core.setOutOfService(true, der: try bench.der("ev"), author: "ann", reason: nil, now: bench.now))
        #expect(try ask(bench, .start(idTag: "A")) == .outOfService)
        #expect(station.count("RemoteStartTransaction") == 0)
    }
}
