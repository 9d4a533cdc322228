// SPDX-License-Identifier: Apache-2.0

import GridModel
import Store
import TestSupport
import Testing

@Suite struct StoreWriterTests {
    private let subject = Reading.Subject.transaction(1)

    private func readings(_ range: Range<Int64>) -> [StoreRecord] {
        range.map { .reading(Reading(subject: subject, sourceTime: nil, receivedAt: time($0))) }
    }

    private let audit = StoreRecord.audit(AuditEntry(time: time(), author: "a", action: "a", target: "t"))

    @Test func immediateWritesAtOnce() throws {
        let store = try Store.inMemory()
        let writer = StoreWriter(store: store, mode: .immediate)
        let receipt = writer.append(readings(0..<3) + [audit])
        #expect(receipt.dropped == 0 && receipt.isRecorded)
        #expect(try store.statistics().readings == 3 && store.statistics().auditEntries == 1)
    }

    @Test func durableRecordsOvertakeReadings() throws {
        let store = try Store.inMemory()
        let writer = StoreWriter(store: store, mode: .gathered(every: .seconds(3_600)))
        let receipt = writer.append(readings(0..<8_000) + [audit])
        #expect(receipt.dropped == 0 && receipt.wait(atMost: .seconds(30)))
        #expect(try store.statistics().auditEntries == 1 && store.statistics().readings == 0)
        #expect(writer.status.queued == 8_000 && writer.status.owed == 0)
        try writer.flush()
        let written = try store.readings(of: subject, from: time(), to: time(9_000))
        #expect(written.map(\.receivedAt) == (0..<8_000).map { time($0) })
        #expect(writer.status.queued == 0 && writer.status.written == 8_001 && writer.status.dropped == 0)
    }

    @Test func aFullQueueDropsAndSaysSo() throws {
        let store = try Store.inMemory()
        let writer = StoreWriter(store: store, mode: .gathered(every: .seconds(3_600)), capacity: 100)
        #expect(writer.append(readings(0..<130)).dropped == 30)
        // What is few in number still fits: an outcome is worth more than a reading.
        let change = PlanChange(time: time(), der: DER.ID("d")!, previous: nil, power: nil, reasonJSON: "{}")
        #expect(writer.append([.planChange(change)]).dropped == 0)
        #expect(writer.status.dropped == 30)
        try writer.flush()
        #expect(try store.statistics().readings == 100)
        #expect(try store.planChanges(of: change.der, last: 9) == [change])
    }

    @Test func theQueueIsBoundedInBytesToo() throws {
        let store = try Store.inMemory()
        let writer = StoreWriter(
            store: store, mode: .gathered(every: .seconds(3_600)), capacityBytes: 1 << 20)
        let raw = StoreRecord.rawInput(
            RawInput(tick: time(), source: "s", bytes: [UInt8](repeating: 1, count: 400_000)))
        #expect(writer.append([raw, raw, raw]).dropped == 1)
        let plan = StoreRecord.fullPlan(FullPlan(time: time(), json: [UInt8](repeating: 1, count: 1 << 20)))
        #expect(writer.append([plan, plan, plan]).dropped == 2)
        #expect(writer.append(readings(0..<10)).dropped == 10)
        try writer.flush()
        #expect(writer.append(readings(0..<10)).dropped == 0)
    }

    @Test func theBackgroundWritesByItself() async throws {
        let store = try Store.inMemory()
        let writer = StoreWriter(store: store, mode: .gathered(every: .milliseconds(20)), now: { moment(900_000) })
        _ = writer.append(readings(0..<10))
        #expect(try await eventually { try !store.rollUps(of: subject, from: time(), to: time(1)).isEmpty })
        #expect(try store.rollUps(of: subject, from: time(), to: time(1)).map(\.count) == [10])
    }

    @Test func whatTheDiskRefusesWaitsAndIsWrittenLater() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(at: folder.path())
        let writer = StoreWriter(store: store, mode: .gathered(every: .seconds(3_600)))
        try store.limitPages()
        _ = writer.append(readings(0..<9_000))
        #expect(throws: StoreError.self) { try writer.flush() }
        #expect(writer.status.queued > 0 && writer.status.failures == 1 && writer.status.lastError != nil)
        try store.limitPages(to: 1 << 20)
        try writer.flush()
        #expect(writer.status.queued == 0 && writer.status.lastError == nil && writer.status.dropped == 0)
        #expect(try store.statistics().readings == 9_000)
    }
}
