// SPDX-License-Identifier: Apache-2.0

import GridModel
import Store
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
        #expect(try writer.append(readings(0..<3) + [audit]) == 0)
        #expect(try store.statistics().readings == 3 && store.statistics().auditEntries == 1)
    }

    @Test func durableRecordsOvertakeReadings() throws {
        let store = try Store.inMemory()
        let writer = StoreWriter(store: store, mode: .gathered(every: .seconds(3_600)))
        #expect(try writer.append(readings(0..<8_000) + [audit]) == 0)
        #expect(try store.statistics().auditEntries == 1 && store.statistics().readings == 0)
        #expect(writer.status.queued == 8_000)
        try writer.flush()
        let written = try store.readings(of: subject, from: time(), to: time(9_000))
        #expect(written.map(\.receivedAt) == (0..<8_000).map { time($0) })
        #expect(writer.status.queued == 0 && writer.status.written == 8_001 && writer.status.dropped == 0)
    }

    @Test func aFullQueueDropsAndSaysSo() throws {
        let store = try Store.inMemory()
        let writer = StoreWriter(store: store, mode: .gathered(every: .seconds(3_600)), capacity: 100)
        #expect(try writer.append(readings(0..<130)) == 30)
        // What is few in number still fits: an outcome is worth more than a reading.
        let change = PlanChange(time: time(), der: DER.ID("d")!, previous: nil, power: nil, reasonJSON: "{}")
        #expect(try writer.append([.planChange(change)]) == 0)
        #expect(writer.status.dropped == 30)
        try writer.flush()
        #expect(try store.statistics().readings == 100)
        #expect(try store.planChanges(of: change.der, last: 9) == [change])
    }

    @Test func theBackgroundWritesByItself() async throws {
        let store = try Store.inMemory()
        let writer = StoreWriter(store: store, mode: .gathered(every: .milliseconds(20)), now: { time(900_000) })
        _ = try writer.append(readings(0..<10))
        let deadline = ContinuousClock.now + .seconds(20)
        while try store.rollUps(of: subject, from: time(), to: time(1)).isEmpty, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try store.rollUps(of: subject, from: time(), to: time(1)).map(\.count) == [10])
    }

    @Test func whatTheDiskRefusesWaitsAndIsWrittenLater() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(at: folder.path())
        let writer = StoreWriter(store: store, mode: .gathered(every: .seconds(3_600)))
        try store.limitPages()
        _ = try writer.append(readings(0..<9_000))
        #expect(throws: StoreError.self) { try writer.flush() }
        #expect(writer.status.queued > 0 && writer.status.failures == 1 && writer.status.lastError != nil)
        try store.limitPages(to: 1 << 20)
        try writer.flush()
        #expect(writer.status.queued == 0 && writer.status.lastError == nil && writer.status.dropped == 0)
        #expect(try store.statistics().readings == 9_000)
    }
}
