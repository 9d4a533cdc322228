// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GRDB
import GridModel
import TestSupport
import Testing

@testable import Store

/// What people and devices were promised is not lost because the disk had no time or no room for a while.
@Suite struct OwedRecordsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func limit(_ id: String, reason: String = "r") -> StoreRecord {
        let limit = Limit(
            id: Limit.ID(id)!, source: .operator, author: "ops", reason: reason, node: ConnectivityNode.ID("n")!,
            direction: .import, value: .activePower(.kilowatts(5)), start: time(), end: time(9_000_000),
            createdAt: time())
        return .limit(StoredLimit(limit, at: moment()))
    }

    private func audit(_ target: String) -> StoreRecord {
        .audit(AuditEntry(time: time(), author: "a", action: "a", target: target))
    }

    private func memory(_ byte: UInt8) -> StoreRecord {
        .dispatchMemory(DispatchMemorySnapshot(version: 1, time: time(), bytes: [byte]))
    }

    private let longInterval = StoreWriter.Mode.gathered(every: .seconds(3_600))

    /// No room: the limit and what follows it wait in their order, so that a cancelled limit does not rise again.
    @Test(arguments: [StoreWriter.Mode.immediate, .gathered(every: .seconds(3_600))])
    func aLimitThatFindsNoRoomIsWrittenOnceThereIsSome(mode: StoreWriter.Mode) throws {
        let store = try Store.open(at: folder.path())
        let writer = StoreWriter(store: store, mode: mode)
        try store.limitPages()
        let first = writer.append([limit("one", reason: String(repeating: "x", count: 200_000)), audit("one")])
        #expect(!first.isRecorded)
        let second = writer.append([.limitCancelled(Limit.ID("one")!, at: time(1)), audit("cancelled")])
        let third = writer.append([limit("two"), audit("two")])
        #expect(!second.isRecorded && !third.isRecorded)
        #expect(writer.status.owed == 6 && writer.status.dropped == 0)
        guard case .diskFull? = writer.status.lastError else { return #expect(Bool(false), "no word of the full disk") }
        try store.limitPages(to: 1 << 20)
        try writer.flush()
        #expect(first.isRecorded && second.isRecorded && third.isRecorded)
        #expect(try store.limits(notEndedAt: time(2)).map(\.withoutLease.id.text) == ["two"])
        #expect(try store.audit(limit: 9).reversed().map(\.value.target) == ["one", "cancelled", "two"])
        #expect(writer.status.owed == 0 && writer.status.lastError == nil)
    }

    /// The next one to come takes along what waits; nobody need wait for the interval.
    @Test func theNextAppendTriesAgain() throws {
        let store = try Store.open(at: folder.path())
        let writer = StoreWriter(store: store, mode: longInterval)
        try store.limitPages()
        let first = writer.append([limit("one", reason: String(repeating: "x", count: 200_000))])
        #expect(!first.wait(atMost: .milliseconds(200)))
        try store.limitPages(to: 1 << 20)
        #expect(writer.append([audit("later")]).wait(atMost: .seconds(30)))
        #expect(first.isRecorded)
    }

    /// Another program holds the file: the caller waits a moment, then goes on, and the record comes in its turn.
    @Test func aLockedFileHoldsNobodyUp() throws {
        let store = try Store.open(at: folder.path(), configuration: StoreConfiguration(busyTimeout: .seconds(20)))
        let writer = StoreWriter(store: store, mode: .gathered(every: .milliseconds(50)))
        let other = try DatabaseQueue(path: folder.path())
        let clock = ContinuousClock()
        var receipts: [StoreReceipt] = []
        try other.inDatabase { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            // One that waits, then a hundred ticks that know already.
            for number in 0..<100 {
                let took = clock.measure { receipts.append(writer.append([audit("\(number)")])) }
                #expect(took < (number == 0 ? .seconds(2) : .milliseconds(90)), "append \(number) took \(took)")
            }
            #expect(receipts.allSatisfy { !$0.isRecorded })
            try db.execute(sql: "COMMIT")
        }
        #expect(receipts.allSatisfy { $0.wait(atMost: .seconds(30)) })
        #expect(try store.audit(limit: 200).count == 100)
        // Once it goes again, appends are on disk when they return, as ever.
        #expect(writer.append([audit("after")]).wait(atMost: .seconds(5)))
    }

    /// However much comes while the file is locked, the last flush waits for one try, not for one each.
    @Test func shutdownIsNotHeldUpByTriesThatPiledUp() throws {
        let store = try Store.open(
            at: folder.path(), configuration: StoreConfiguration(busyTimeout: .milliseconds(400)))
        let writer = StoreWriter(store: store, mode: longInterval)
        let other = try DatabaseQueue(path: folder.path())
        try other.inDatabase { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            for number in 0..<200 { _ = writer.append([audit("\(number)")]) }
            let took = ContinuousClock().measure {
                #expect(throws: StoreError.self) { try writer.flush() }
            }
            #expect(took < .seconds(10), "\(took)")
            try db.execute(sql: "COMMIT")
        }
        try writer.flush()
        #expect(try store.audit(limit: 999).count == 200)
    }

    /// A snapshot that waits must not be written over a newer one.
    @Test func anOlderMemoryNeverReplacesANewerOne() throws {
        let store = try Store.open(at: folder.path())
        let writer = StoreWriter(store: store, mode: longInterval)
        for round in UInt8(0)..<50 {
            _ = writer.append([memory(2 * round)])
            #expect(writer.append([audit("stop"), memory(2 * round + 1)]).wait(atMost: .seconds(30)))
            try writer.flush()
            #expect(try store.dispatchMemory()?.bytes == [2 * round + 1])
        }
    }

    /// With the disk away, of what replaces something only the newest waits, each for itself.
    @Test func ofWhatIsReplacedOnlyTheNewestWaits() throws {
        let store = try Store.open(at: folder.path())
        let writer = StoreWriter(store: store, mode: longInterval)
        let (car, bus) = (DER.ID("car")!, DER.ID("bus")!)
        try store.limitPages()
        _ = writer.append([limit("one", reason: String(repeating: "x", count: 200_000))])
        #expect(throws: StoreError.self) { try writer.flush() }
        for number in 0..<20 {
            _ = writer.append([
                memory(UInt8(number)), .chargingNeeds(car, ChargingNeeds(targetSoC: Double(number) / 20)),
            ])
        }
        _ = writer.append([.chargingNeeds(bus, ChargingNeeds(targetSoC: 0.3))])
        #expect(writer.status.owed == 4)
        try store.limitPages(to: 1 << 20)
        try writer.flush()
        #expect(try store.dispatchMemory()?.bytes == [19])
        #expect(try store.chargingNeeds() == [car: ChargingNeeds(targetSoC: 0.95), bus: ChargingNeeds(targetSoC: 0.3)])
    }

    /// What a receipt promised is whole on the disk, or it is not given: the newer one stands in for the older, also
    /// where its own list fails.
    @Test func whatTakesThePlaceOfSomethingPromisedIsWrittenWithThePromise() {
        var row = OwedRecords()
        let (stop, later) = (StoreReceipt(.owed), StoreReceipt(.owed))
        let areTaken = [
            row.add([audit("stop"), memory(1)], stop, capacity: 10, capacityBytes: 1 << 20),
            row.add([memory(2)], later, capacity: 10, capacityBytes: 1 << 20),
        ]
        #expect(areTaken == [true, true])
        let first = row.begin(1)
        #expect(first.count == 1 && first[0].records == [audit("stop"), memory(2)])
    }

    /// A lone record that was replaced while it waited leaves an empty list: it is a list like others, and does not hold
    /// back one behind it that must go alone.
    @Test func anEmptiedListIsOneOfThoseThatGoAlone() {
        var row = OwedRecords()
        for number in UInt8(1)...3 {
            let isTaken = row.add([memory(number)], StoreReceipt(.owed), capacity: 10, capacityBytes: 1 << 20)
            #expect(isTaken)
        }
        for _ in 1...3 {
            let lists = row.begin(1)
            #expect(lists.count == 1)
            row.finish()
        }
        let rest = row.begin(1)
        #expect(row.count == 0 && row.bytes == 0 && rest.isEmpty)
    }

    /// The disk is well: what is refused for itself must not make what follows look late.
    @Test func aRefusedRecordMakesNobodyLate() throws {
        let store = try Store.open(at: folder.path())
        let writer = StoreWriter(store: store, mode: longInterval, capacity: 1)
        let tooMany = writer.append([audit("a"), audit("b")])
        #expect(!tooMany.isRecorded && tooMany.dropped == 2)
        #expect(writer.append([audit("c")]).isRecorded)
    }

    @Test func whatIsOwedIsBounded() throws {
        let store = try Store.open(at: folder.path())
        let writer = StoreWriter(store: store, mode: longInterval, capacity: 10)
        try store.limitPages()
        let big = writer.append([limit("one", reason: String(repeating: "x", count: 200_000))])
        for number in 0..<20 { _ = writer.append([audit("\(number)")]) }
        #expect(!big.isRecorded && writer.status.owed == 10 && writer.status.dropped == 11)
        #expect(!writer.append([audit("x")]).wait(atMost: .seconds(9)), "a lost record is not waited for")
    }

    /// One record that the schema refuses takes neither its neighbours nor what comes after it along.
    @Test func aRecordThatCannotBeKeptCostsOnlyItself() throws {
        let store = try Store.open(at: folder.path())
        try DatabaseQueue(path: folder.path()).write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER bad BEFORE INSERT ON reading WHEN NEW.power_kw = 13
                        BEGIN SELECT raise(ABORT, 'unlucky'); END;
                    CREATE TRIGGER badAudit BEFORE INSERT ON audit WHEN NEW.target = '13'
                        BEGIN SELECT raise(ABORT, 'unlucky'); END;
                    """)
        }
        let writer = StoreWriter(store: store, mode: longInterval)
        _ = writer.append(
            (0..<500).map {
                .reading(
                    Reading(
                        subject: .transaction(1), sourceTime: nil, receivedAt: time($0), powerKW: $0 == 321 ? 13 : 1))
            })
        try writer.flush()
        #expect(try store.statistics().readings == 499)
        let bad = writer.append([audit("13"), limit("thirteen")])
        let good = writer.append([audit("14"), limit("fourteen")])
        #expect(good.wait(atMost: .seconds(30)))
        #expect(!bad.wait(atMost: .seconds(30)))
        // A list is kept whole or not at all.
        #expect(try store.limits(notEndedAt: time()).map(\.withoutLease.id.text) == ["fourteen"])
        #expect(writer.status.dropped == 3 && writer.status.owed == 0)
    }

    /// A number that is none costs its own record only: the setpoints of the others are on disk before they go out.
    @Test func aNumberThatIsNoneCostsOnlyItsRecord() throws {
        let store = try Store.inMemory()
        let writer = StoreWriter(store: store, mode: longInterval)
        func setpoint(_ der: String, _ watts: Double) -> StoreRecord {
            .setpoint(StoredSetpoint(der: DER.ID(der)!, power: .watts(watts), sentAt: time(), validUntil: time(9_000)))
        }
        let receipt = writer.append([setpoint("a", 1), setpoint("b", .nan), setpoint("c", 3)])
        try writer.flush()
        #expect(!receipt.isRecorded && receipt.dropped == 1 && receipt.fault != nil)
        #expect(try store.setpointsInForce(at: time()).map(\.der.text) == ["a", "c"])
    }

    /// More comes than goes, for long: what was written does not stay in memory.
    @Test func theRowGivesBackWhatItHasWritten() {
        var row = GatheredRecords()
        func readings(_ count: Int) -> [StoreRecord] {
            (0..<count).map {
                .reading(Reading(subject: .transaction(1), sourceTime: nil, receivedAt: time(Int64($0))))
            }
        }
        #expect(row.add(readings(5_000), capacity: 10_000, capacityBytes: .max) == 0)
        for _ in 0..<200 {
            _ = row.add(readings(1_000), capacity: 10_000, capacityBytes: .max)
            #expect(row.take(900).count == 900)
        }
        #expect(row.count == 10_000 - 900 && row.held <= 2 * row.count)
        var left = 0
        while true {
            let piece = row.take(700)
            if piece.isEmpty { break }
            left += piece.count
        }
        #expect(left == 9_100 && row.bytes == 0 && row.held == 0)
    }
}
