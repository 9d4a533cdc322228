// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Store
import Testing

@testable import Gateway

/// Rule 9, through a real database: limits, setpoints and orders stand; everything measured is stale.
@Suite struct RestartTests {
    private func path() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("gateway-\(UUID().uuidString).sqlite").path
    }

    /// Writes what one gateway recorded and starts another from it, so many seconds later.
    private func restarted(_ bench: Bench, after seconds: Int64 = 5) throws -> Bench {
        let path = path()
        defer { for end in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let store = try Store.open(at: path)
        try store.append(bench.records)
        let later = bench.now.utc + .seconds(seconds)
        let restored = try RestoredState(store, now: later)
        try store.close()
        return try Bench(
            restored: restored, now: Moment(utc: later, steady: MonotonicInstant(milliseconds: 0)))
    }

    @Test func aLimitStandsAndNothingIsRaisedAboveItWhenTheStationComesBack() throws {
        let first = try Bench()
        let station = FakeStation("cs")
        first.connect(station, 1)
        first.run(10)
        try first.limit("transformer", kW: 3)
        first.run(10)
        #expect(station.limit(connector: 1, first.date) == 0)
        let second = try restarted(first)
        #expect(second.core.limits.limits.count == 1)
        #expect(try second.state("ev").power == nil)
        #expect(try second.state("ev").allowed.importLimit.kilowatts >= 4.1, "it may hold its setpoint or its default")
        second.connect(station, 9, boots: false)
        second.run(30)
        #expect(try second.state("ev").isProvisioned)
        #expect(station.limit(connector: 1, second.date) == 0)
        #expect(station.limitsSeen.suffix(5).allSatisfy { $0 == 0 })
    }

    @Test func setpointsInForceComeBackUnprovenUntilTheyRunOut() throws {
        let first = try Bench()
        first.connect(FakeStation("cs"), 1)
        first.run(200)
        let held = try first.state("ev").allowed.importLimit
        let second = try restarted(first)
        #expect(try second.state("ev").command?.standing == .unanswered)
        #expect(try second.state("ev").allowed.importLimit >= held)
        let third = try restarted(first, after: 3_600)
        #expect(try third.state("ev").command == nil)
        #expect(abs(try third.state("ev").allowed.importLimit.kilowatts - 4.157) < 0.001)
    }

    /// 8 A at the highest voltage are more kilowatts than 8 A at the nominal one: they come back as 8 A, and 6 A as 6 A.
    @Test(arguments: [8.0, 6.0]) func currentsComeBackAsTheyWere(amperes: Double) throws {
        let watts = amperes * 400 / 3.0.squareRoot() * 1.1 * 3
        let power = try #require(DER.ID("ev")).text
        let first = try Bench(Bench.minimal.replacing("importLimitA: 6", with: "importLimitA: 16"))
        var restored = RestoredState()
        restored.setpoints = [
            StoredSetpoint(
                der: try #require(DER.ID(power)), power: .watts(watts), sentAt: first.now.utc,
                validUntil: first.now.utc + .seconds(900))
        ]
        let bench = try Bench(
            Bench.minimal.replacing("importLimitA: 6", with: "importLimitA: 16"), restored: restored, now: first.now)
        let station = FakeStation("cs")
        bench.connect(station, 1, boots: false, status: nil)
        bench.meterSeconds = 0
        try bench.limit("transformer", kW: 8)
        bench.run(6)
        #expect(station.limitsSeen.first { $0 < 32 } == amperes)
    }

    @Test func anOpenTransactionRunsOnAndAnEarlierOneOfItsConnectorIsClosed() throws {
        let path = path()
        defer { for end in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let store = try Store.open(at: path)
        let station = try #require(ChargingStation.ID("cs"))
        for (tag, meter) in [("A", 100.0), ("B", 900)] {
            let start = TransactionStart(
                station: station, connector: 1, idTag: tag, time: Bench.start + .seconds(Int(meter)), meterWh: meter)
            _ = try store.begin(start)
        }
        let later = Bench.start + .seconds(2_000)
        let restored = try RestoredState(store, now: later)
        let bench = try Bench(
            restored: restored, now: Moment(utc: later, steady: MonotonicInstant(milliseconds: 0)))
        bench.store = store
        bench.meterSeconds = 0
        #expect(try bench.state("ev").transactionStart == Bench.start + .seconds(900))
        let fake = FakeStation("cs")
        bench.connect(fake, 1, boots: false, status: "SuspendedEVSE")
        #expect(try bench.state("ev").plug == .occupied)
        // Told once more it gets its number; without a readable time as well.
        for stamp in [FakeStation.text(Date(timeIntervalSince1970: 1_795_367_700)), ""] {
            bench.say(1, "StartTransaction", ["connectorId": 1, "idTag": "B", "meterStart": 900, "timestamp": stamp])
            #expect((fake.answers[fake.lastCallID] as? [String: Any])?["transactionId"] as? Int == 2)
        }
        #expect(bench.presumedEnds.map(\.transaction) == [1])
        try store.append(bench.records)
        #expect(try store.openTransactions().map(\.id) == [2])
        bench.say(1, "StopTransaction", ["transactionId": 2, "meterStop": 1_000, "timestamp": bench.stamp(fake)])
        #expect(try store.openTransactions().isEmpty)
        #expect(try bench.state("ev").transactionStart == nil)
        try store.close()
    }

    @Test func operatorsOrdersStand() throws {
        let first = try Bench()
        first.carryOut(first.core.setStopped(true, author: "a", reason: nil, now: first.now))
        first.carryOut(
            first.core.setOutOfService(true, der: try first.der("bat"), author: "a", reason: nil, now: first.now))
        let second = try restarted(first)
        #expect(second.core.isStopped)
        #expect(try second.state("bat").isOutOfService)
        second.carryOut(second.core.setStopped(false, author: "a", reason: nil, now: second.now))
        second.carryOut(
            second.core.setOutOfService(false, der: try second.der("bat"), author: "a", reason: nil, now: second.now))
        let third = try restarted(second)
        #expect(!third.core.isStopped)
        #expect(try !third.state("bat").isOutOfService)
    }

    @Test func setpointsAreRecordedBeforeTheyGoOutAndTheirOutcomesAfter() throws {
        let bench = try Bench()
        bench.connect(FakeStation("cs"), 1)
        bench.run(4)
        let actions = bench.core.receive(.tick, now: bench.now)
        bench.carryOut(actions)
        bench.run(40)
        let outcomes = bench.records.compactMap { if case .setpointOutcome(let outcome) = $0 { outcome } else { nil } }
        #expect(Set(outcomes.map(\.standing)) == [.accepted, .confirmed])
        try bench.limit("transformer", kW: 3)
        let cut = bench.core.receive(.tick, now: bench.now)
        let record = try #require(
            cut.firstIndex {
                if case .record(let all) = $0 {
                    all.contains { if case .setpoint = $0 { true } else { false } }
                } else {
                    false
                }
            })
        let send = try #require(cut.firstIndex { if case .send = $0 { true } else { false } })
        #expect(record < send)
    }
}
