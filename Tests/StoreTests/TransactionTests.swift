// SPDX-License-Identifier: Apache-2.0

import GridModel
import TestSupport
import Testing

@testable import Store

@Suite struct TransactionTests {
    private let station = ChargingStation.ID("CP01")!

    private func start(
        _ milliseconds: Int64, connector: Int = 1, meter: Double? = 100, tag: String = "T"
    ) -> TransactionStart {
        TransactionStart(station: station, connector: connector, idTag: tag, time: time(milliseconds), meterWh: meter)
    }

    @Test func aRepeatedStartGetsTheSameNumber() throws {
        let store = try Store.inMemory()
        for start in [start(0), start(0, meter: nil)] {
            let first = try store.begin(start)
            let again = try store.begin(start)
            #expect(!first.isRepeat && again.isRepeat && first.id == again.id)
        }
        let others = [start(1), start(0, connector: 2), start(0, meter: 101), start(0, tag: "U")]
        let ids = try others.map { try store.begin($0).id }
        #expect(ids == [3, 4, 5, 6])
        var remote = start(0)
        remote.remoteID = "tx-9"
        let named = try store.begin(remote)
        remote.time = time(77)
        let again = try store.begin(remote)
        #expect(!named.isRepeat && again.isRepeat && again.id == named.id)
    }

    @Test func whatIsToldOfANamedBeginningOnlyLaterIsFilledIn() throws {
        let store = try Store.inMemory()
        var told = start(50, meter: nil, tag: "")
        (told.remoteID, told.connector) = ("tx", nil)
        let id = try store.begin(told).id
        #expect(try store.transaction(id)?.start == told && told.outlet == nil)
        var later = start(20, connector: 2, meter: 7, tag: "card")
        (later.remoteID, later.evse) = ("tx", 3)
        #expect(try store.begin(later) == TransactionBegun(id: id, isRepeat: true))
        #expect(try store.transaction(id)?.start == later && later.outlet == 3)
        #expect(try store.begin(told).stop == nil)
        #expect(try store.transaction(id)?.start == later, "less is not more")
        var moved = told
        moved.evse = 4
        _ = try store.begin(moved)
        #expect(try store.transaction(id)?.start.evse == 4 && store.transaction(id)?.start.connector == nil)
        // What has ended is left as it is: the name may be another one's by now.
        _ = try store.end(TransactionStop(transaction: id, station: station, time: time(90), meterWh: 9))
        #expect(try store.begin(later).stop?.time == time(90))
        #expect(try store.transaction(id)?.start.evse == 4)
    }

    @Test func whatIsToldTogetherIsWrittenInItsOrderAndABadOneLeftOut() throws {
        let store = try Store.inMemory()
        let stop = TransactionStop(transaction: 1, station: station, time: time(9), meterWh: 200)
        let told = try store.tell([
            .began(start(0)), .began(start(0, meter: .infinity)), .began(start(0)), .ended(stop), .began(start(1)),
            .ended(stop), .ended(TransactionStop(transaction: 9, station: station, time: time(9), meterWh: nil)),
        ])
        guard case .begun(let first) = told[0], case .refused = told[1], case .begun(let again) = told[2],
            case .begun(let next) = told[4]
        else { throw UnexpectedTellings(told: told) }
        #expect(first.id == 1 && !first.isRepeat && again.id == 1 && again.isRepeat && next.id == 2)
        #expect(told[3] == .ended(.closed) && told[5] == .ended(.repeated) && told[6] == .ended(.unknown))
        #expect(try store.openTransactions().map(\.id) == [2])
    }

    private struct UnexpectedTellings: Error { var told: [TransactionTold] }

    @Test func numbersGrowOverRestartsAndAreNeverReused() throws {
        let folder = try TemporaryFolder()
        var last: Int64 = 0
        for run in 0..<3 {
            let store = try Store.open(
                at: folder.path(), configuration: StoreConfiguration(retention: .init(records: .seconds(1))))
            let id = try store.begin(start(Int64(run))).id
            #expect(id > last)
            last = id
            let stop = TransactionStop(transaction: id, station: station, time: time(10), meterWh: 200)
            #expect(try store.end(stop) == .closed)
            // The newest row goes by retention; its number must not come back.
            _ = try store.keepUp(at: moment(60_000))
            #expect(try store.transaction(id) == nil)
            try store.close()
        }
    }

    @Test func aRepeatedStopChangesNothingAndAnUnknownOneIsKept() throws {
        let store = try Store.inMemory()
        let id = try store.begin(start(0)).id
        #expect(try store.openTransactions().map(\.id) == [id])
        var stop = TransactionStop(transaction: id, station: station, time: time(9), meterWh: 4_000.5, reason: "Local")
        #expect(try store.end(stop) == .closed)
        let closed = try store.transaction(id)
        stop.meterWh = 1
        #expect(try store.end(stop) == .repeated)
        #expect(try store.transaction(id) == closed && closed?.stop?.meterWh == 4_000.5)
        #expect(try store.openTransactions().isEmpty)
        // A number we never gave, and one we gave to another station.
        let strange = TransactionStop(transaction: 2_147_483_647, station: station, time: time(9), meterWh: nil)
        let foreign = TransactionStop(transaction: id, station: ChargingStation.ID("CP02")!, time: time(9), meterWh: 7)
        for stop in [strange, strange, foreign] { #expect(try store.end(stop) == .unknown) }
        #expect(try store.unknownStops(limit: 9) == [foreign, strange])
        #expect(try store.begin(start(1)).id == id + 1, "a station's own number must not move ours")
        #expect(try store.transactions(of: station, limit: 9).map(\.id) == [id + 1, id])
        #expect(try store.transactions(before: id + 1, limit: 9).map(\.id) == [id])
    }

    @Test func anEndThatIsToldTakesThePlaceOfAPresumedOne() throws {
        let store = try Store.inMemory()
        let id = try store.begin(start(0)).id
        let presumed = TransactionStop(
            transaction: id, station: station, time: time(50), meterWh: nil,
            reason: TransactionStop.presumption + "its connector is available")
        try store.append([.transactionStop(presumed)])
        #expect(try store.openTransactions().isEmpty)
        #expect(try store.transaction(id)?.stop == presumed)
        let told = TransactionStop(transaction: id, station: station, time: time(9), meterWh: 4_000, reason: "Local")
        #expect(try store.end(told) == .closed)
        #expect(try store.transaction(id)?.stop == told)
        for stop in [told, presumed] { #expect(try store.end(stop) == .repeated) }
        #expect(try store.transaction(id)?.stop == told)
    }
}
