// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Testing

@testable import Gateway
@testable import Store

/// Transactions of OCPP 2.x: at their EVSE whenever that is told, counted before they are written, in any order.
@Suite struct V2TransactionTests {
    private func watts(_ value: Double) -> [[String: Any]] { [["value": value, "measurand": "Power.Active.Import"]] }

    private func earlier(_ bench: Bench, _ seconds: Double) -> String {
        FakeStation.text(bench.date.addingTimeInterval(-seconds))
    }

    /// A station whose EVSEs were free and have a vehicle now, without meter values of its own.
    private func plugged(_ bench: Bench, evses: [Int] = [1]) -> FakeV2Station {
        bench.meterSeconds = 0
        let station = FakeV2Station("cs")
        station.connectors = evses
        bench.connect(station, 1, status: "Available")
        for evse in evses { bench.say(1, "StatusNotification", station.status(evse, "Occupied", bench.stamp(station))) }
        return station
    }

    private func tell(
        _ bench: Bench, _ station: FakeV2Station, _ kind: String, _ name: String, evse: Int? = 1, connector: Int? = 1,
        at stamp: String? = nil, offline: Bool = false, kW: Double? = nil, on connection: UInt64 = 1
    ) {
        bench.say(
            connection, "TransactionEvent",
            station.event(
                kind, name, stamp ?? bench.stamp(station), evse: evse, connector: connector, offline: offline,
                samples: kW.map { watts($0 * 1_000) } ?? []))
    }

    private func show(
        _ bench: Bench, _ station: FakeV2Station, _ status: String, evse: Int = 1, connector: Int = 1,
        on connection: UInt64 = 1
    ) {
        bench.say(
            connection, "StatusNotification",
            station.status(evse, connector: connector, status, bench.stamp(station)))
    }

    private func counted(_ bench: Bench) throws -> Double {
        bench.run(1)
        return try #require(bench.core.plan).nodes[0].countedImport.kilowatts
    }

    // MARK: - Where it is

    @Test func oneThatNamesItsEVSEOnlyLaterIsSeenThere() throws {
        let bench = try Bench(Bench.twoConnectors)
        let store = try Store.inMemory()
        bench.store = store
        let station = plugged(bench, evses: [1, 2])
        #expect(try bench.state("ev").plug == .available)
        tell(bench, station, "Started", "tx", evse: nil)
        #expect(try bench.state("ev").plug == .unknown, "it may be here")
        #expect(try bench.state("ev-2").plug == .unknown, "or here")
        #expect(try store.transactions(limit: 1).first?.start.outlet == nil)
        tell(bench, station, "Updated", "tx", evse: 2, kW: 9)
        #expect(try bench.state("ev-2").plug == .occupied && bench.state("ev-2").power?.value == .kilowatts(9))
        #expect(try bench.state("ev-2").transactionStart != nil)
        #expect(try bench.state("ev").plug == .available)
        tell(bench, station, "Updated", "tx", evse: 2, kW: 8)
        #expect(try bench.state("ev-2").power?.value == .kilowatts(8), "the EVSE is not named again")
        let kept = try #require(try store.transactions(limit: 9).first)
        #expect(kept.start.evse == 2 && kept.start.connector == 1 && kept.start.idTag == "driver")
        tell(bench, station, "Ended", "tx", evse: 2)
        #expect(try bench.state("ev-2").plug == .available)
        #expect(try store.transactions(limit: 9).map { $0.stop != nil } == [true])
    }

    @Test func oneThatRunsIsFoundAgainAfterARestart() throws {
        let store = try Store.inMemory()
        let before = try Bench(Bench.twoConnectors)
        before.store = store
        let station = plugged(before, evses: [1, 2])
        tell(before, station, "Started", "tx", evse: 2)
        let bench = try Bench(
            Bench.twoConnectors, restored: try RestoredState(store, now: before.now.utc), now: before.now)
        bench.store = store
        bench.meterSeconds = 0
        bench.connect(station, 1, boots: false, status: "Occupied")
        tell(bench, station, "Updated", "tx", evse: 2, kW: 7)
        #expect(try bench.state("ev-2").power?.value == .kilowatts(7))
        #expect(try bench.state("ev-2").plug == .occupied)
        #expect(try bench.state("ev").plug == .unknown)
        tell(bench, station, "Ended", "tx", evse: 2)
        #expect(try bench.state("ev-2").plug == .available)
        #expect(try store.openTransactions().isEmpty)
    }

    @Test func oneThatWasAskedForIsWhereItWasAskedFor() throws {
        let bench = try Bench(Bench.twoConnectors)
        let station = plugged(bench, evses: [1, 2])
        var ids: [Int] = []
        for der in ["ev", "ev-2"] {
            let (_, actions) = bench.core.request(
                .start(idTag: "A"), der: try bench.der(der), author: "ann", now: bench.now)
            bench.carryOut(actions)
            ids.append(try #require(station.calls.last?.payload["remoteStartId"] as? Int))
        }
        #expect(Set(ids).count == 2 && ids[0] >= 1_000_000, "they do not begin at one again after a restart")
        var event = station.event("Started", "tx", bench.stamp(station), evse: nil)
        event["transactionInfo"] = ["transactionId": "tx", "remoteStartId": ids[1]]
        bench.say(1, "TransactionEvent", event)
        #expect(try bench.state("ev-2").plug == .occupied && bench.state("ev").plug == .available)
        let stopped = bench.core.request(.stop, der: try bench.der("ev-2"), author: "ann", now: bench.now)
        bench.carryOut(stopped.actions)
        #expect(station.calls.last?.payload["transactionId"] as? String == "tx")
    }

    @Test func whatIsKnownLaterIsInTheRecord() throws {
        let bench = try Bench()
        let store = try Store.inMemory()
        bench.store = store
        let station = plugged(bench)
        let began = earlier(bench, 60)
        tell(bench, station, "Updated", "tx")
        bench.say(1, "TransactionEvent", station.event("Started", "tx", began, offline: true, samples: [["value": 77]]))
        let kept = try #require(try store.transactions(limit: 9).first)
        #expect(kept.start.time == bench.now.utc - .seconds(60) && kept.start.meterWh == 77)
        #expect(kept.start.idTag == "driver")
        #expect(try store.transactions(limit: 9).count == 1)
    }

    // MARK: - What is not written

    @Test func aVehicleCountsBeforeTheDiskHasWritten() throws {
        let bench = try Bench()
        bench.store = try Store.inMemory()
        let station = plugged(bench)
        let empty = try counted(bench)
        bench.holdsTransactions = true
        tell(bench, station, "Started", "tx", kW: 22)
        #expect(try bench.state("ev").plug == .occupied && bench.state("ev").power?.value == .kilowatts(22))
        #expect(try counted(bench) >= empty + 22)
        bench.run(20)
        #expect((station.answers[station.lastCallID] as? [String: Any])?["error"] as? String == "InternalError")
        tell(bench, station, "Updated", "tx", kW: 21)
        #expect(try bench.state("ev").power?.value == .kilowatts(21))
        bench.writeTransactions()
        tell(bench, station, "Ended", "tx")
        bench.writeTransactions()
        #expect(try bench.state("ev").plug == .available)
    }

    @Test(arguments: [true, false]) func anEventThatCannotBeReadLeavesNoOutletProvenEmpty(namesEVSE: Bool) throws {
        let bench = try Bench(Bench.twoConnectors)
        let station = plugged(bench, evses: [1, 2])
        var event = station.event("Started", "tx", bench.stamp(station), evse: namesEVSE ? 1 : nil)
        event["triggerReason"] = nil
        bench.say(1, "TransactionEvent", event)
        #expect((station.answers[station.lastCallID] as? [String: Any])?["error"] != nil)
        #expect(try bench.state("ev").plug == .unknown)
        #expect(try bench.state("ev-2").plug == (namesEVSE ? .available : .unknown))
        show(bench, station, "Available")
        #expect(try bench.state("ev").plug == .available)
    }

    // MARK: - Order

    @Test func whatIsToldLateDoesNotDisplaceWhatRuns() throws {
        let bench = try Bench()
        let store = try Store.inMemory()
        bench.store = store
        let station = plugged(bench)
        let (began, ended) = (earlier(bench, 3_000), earlier(bench, 1_000))
        tell(bench, station, "Started", "young", kW: 11)
        tell(bench, station, "Started", "old", at: began, offline: true, kW: 3)
        #expect(try bench.state("ev").transactionStart == bench.now.utc)
        #expect(bench.presumedEnds.map(\.transaction) == [2], "a later one is known; its own end may still come")
        tell(bench, station, "Ended", "old", at: ended, offline: true)
        #expect(try bench.state("ev").plug == .occupied)
        tell(bench, station, "Updated", "young", kW: 10)
        #expect(try bench.state("ev").power?.value == .kilowatts(10))
        #expect(try store.openTransactions().map(\.start.remoteID) == ["young"])
        tell(bench, station, "Ended", "young")
        #expect(try bench.state("ev").plug == .available)
    }

    @Test func oneThatSeemedOverIsTakenUpAgainByItsNextEvent() throws {
        let bench = try Bench()
        let station = plugged(bench)
        tell(bench, station, "Started", "tx")
        show(bench, station, "Available")
        #expect(try bench.state("ev").plug == .available && bench.state("ev").transactionStart == nil)
        bench.run(700)
        #expect(bench.presumedEnds.count == 1)
        show(bench, station, "Occupied")
        tell(bench, station, "Updated", "tx", kW: 6)
        #expect(try bench.state("ev").plug == .occupied && bench.state("ev").transactionStart != nil)
        tell(bench, station, "Ended", "tx")
        #expect(try bench.state("ev").transactionStart == nil && bench.state("ev").plug == .available)
    }

    @Test func oneThatIsToldOfAfterItsVehicleLeftIsOverAfterAWhile() throws {
        let bench = try Bench()
        let station = plugged(bench)
        tell(bench, station, "Started", "tx")
        bench.run(10)
        show(bench, station, "Available")
        tell(bench, station, "Updated", "tx")
        #expect(try bench.state("ev").plug == .occupied, "its end is still to come")
        bench.run(610)
        #expect(try bench.state("ev").plug == .available && bench.presumedEnds.isEmpty)
        bench.run(610)
        #expect(bench.presumedEnds.count == 1)
    }

    @Test func anEndThatIsToldLateSaysNothingOfNow() throws {
        let bench = try Bench()
        let station = plugged(bench)
        bench.disconnect(1)
        bench.connect(station, 2, boots: false, status: "Occupied")
        tell(bench, station, "Started", "tx", at: earlier(bench, 900), offline: true, on: 2)
        #expect(try bench.state("ev").plug == .occupied)
        tell(bench, station, "Ended", "tx", at: earlier(bench, 300), offline: true, on: 2)
        #expect(try bench.state("ev").plug == .unknown)
        show(bench, station, "Available", on: 2)
        #expect(try bench.state("ev").plug == .available)
    }

    @Test func whatIsKnownToBeLateSaysNothingOfTheClock() throws {
        let bench = try Bench()
        let station = plugged(bench)
        tell(bench, station, "Started", "tx")
        for _ in 0..<3 {
            bench.run(8)
            tell(bench, station, "Updated", "tx", at: earlier(bench, 20), offline: true, kW: 3)
        }
        let id = try #require(ChargingStation.ID("cs"))
        #expect(bench.core.stations[id]?.clock.offset == .zero)
        var event = station.event("Updated", "tx", "yesterday", offline: true, samples: watts(9_000))
        event["meterValue"] = [["timestamp": bench.stamp(station), "sampledValue": watts(9_000)]]
        bench.say(1, "TransactionEvent", event)
        #expect(try bench.state("ev").power?.value != .kilowatts(9), "nobody knows when that was")
    }

    @Test func aNameThatIsUsedAgainIsAnotherTransaction() throws {
        let bench = try Bench()
        let store = try Store.inMemory()
        bench.store = store
        let station = plugged(bench)
        tell(bench, station, "Started", "1")
        tell(bench, station, "Ended", "1")
        bench.run(100)
        tell(bench, station, "Started", "1", kW: 5)
        #expect(try bench.state("ev").plug == .occupied)
        tell(bench, station, "Updated", "1", kW: 6)
        #expect(try bench.state("ev").power?.value == .kilowatts(6))
        tell(bench, station, "Ended", "1")
        // After a boot nothing is remembered here, but on disk.
        bench.say(1, "BootNotification", station.boot)
        bench.run(100)
        tell(bench, station, "Started", "1")
        #expect(try bench.state("ev").plug == .occupied)
        tell(bench, station, "Ended", "1")
        #expect(try bench.state("ev").plug == .available)
        let kept = try store.transactions(limit: 9)
        #expect(kept.count == 3 && kept.allSatisfy { $0.stop != nil && $0.stop!.time >= $0.start.time })
    }

    @Test func aLateWordOfOneThatEndedBeforeTheRestartStartsNoGhost() throws {
        let store = try Store.inMemory()
        let before = try Bench()
        before.store = store
        let station = plugged(before)
        let late = station.event("Updated", "tx", before.stamp(station))
        tell(before, station, "Started", "tx")
        before.run(10)
        tell(before, station, "Ended", "tx")
        let bench = try Bench(restored: try RestoredState(store, now: before.now.utc), now: before.now)
        bench.store = store
        bench.meterSeconds = 0
        bench.connect(station, 1, boots: false, status: "Available")
        bench.say(1, "TransactionEvent", late)
        #expect(station.answers[station.lastCallID] is [String: Any])
        #expect(try bench.state("ev").transactionStart == nil && bench.state("ev").plug == .unknown)
        show(bench, station, "Available")
        #expect(try bench.state("ev").plug == .available)
    }

    @Test func whatAnEndRepeatsOfTheWayIsNotRefusedOneByOne() throws {
        let bench = try Bench()
        let station = plugged(bench)
        tell(bench, station, "Started", "tx")
        bench.run(100)
        tell(bench, station, "Updated", "tx", kW: 9)
        bench.run(10)
        var event = station.event("Ended", "tx", bench.stamp(station))
        event["meterValue"] = [90.0, 50, 5, 0].map { ["timestamp": earlier(bench, $0), "sampledValue": watts(4_000)] }
        bench.say(1, "TransactionEvent", event)
        #expect(bench.refused.isEmpty)
        #expect(try bench.state("ev").power?.value == .kilowatts(4))
    }
}
