// SPDX-License-Identifier: Apache-2.0

import GRDB
import GridModel
import Store
import TestSupport
import Testing

@Suite struct AuditTests {
    private func entry(_ milliseconds: Int64, target: String = "tx") -> StoreRecord {
        .audit(AuditEntry(time: time(milliseconds), author: "me", action: "a", target: target))
    }

    /// Another program, with plain SQL, can neither change, delete, replace nor make old what was written.
    @Test(arguments: [
        "UPDATE audit SET author = 'x'", "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (id, time_ms, author, action, target) VALUES (1, 0, 'x', 'x', 'x')",
        "UPDATE audit_horizon SET time_ms = time_ms - 1",
    ])
    func entriesAreNeverChanged(sql: String) throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(at: folder.path())
        try store.append([entry(0)])
        // The horizon is where two years of retention put it.
        _ = try store.keepUp(at: moment(1))
        let before = try store.audit(limit: 9)
        let other = try DatabaseQueue(path: folder.path())
        #expect(throws: DatabaseError.self) { try other.write { try $0.execute(sql: sql) } }
        #expect(try store.audit(limit: 9) == before && before.count == 1)
    }

    @Test func entriesGoAfterTwoYears() throws {
        let store = try Store.inMemory()
        try store.append([entry(0), entry(1)])
        _ = try store.keepUp(at: moment(1))
        _ = try store.keepUp(at: moment(at: time(0) + .days(730)))
        #expect(try store.audit(limit: 9).count == 2)
        _ = try store.keepUp(at: moment(at: time(1) + .days(730)))
        #expect(try store.audit(limit: 9).map(\.value.time) == [time(1)])
    }

    @Test func pagesByCursor() throws {
        let store = try Store.inMemory()
        try store.append((0..<10).map { entry($0, target: $0 % 2 == 0 ? "even" : "odd") })
        var cursor: Int64?
        var seen: [UTCInstant] = []
        while true {
            let page = try store.audit(before: cursor, limit: 3)
            guard let last = page.last else { break }
            seen += page.map(\.value.time)
            cursor = last.number
        }
        #expect(seen == (0..<10).reversed().map { time($0) })
        #expect(try store.audit(target: "odd", limit: 2).map(\.value.time) == [time(9), time(7)])
    }

    /// What a machine tells stands in the log like what people do.
    @Test func machineEventsStandInTheLog() throws {
        let store = try Store.inMemory()
        let event = AuditEntry(time: time(5), author: "station CP1", action: "station.authorize", target: "CP1")
        try store.append([entry(0), .machineEvent(event)])
        #expect(try store.audit(limit: 9).map(\.value.author) == ["station CP1", "me"])
        #expect(!StoreRecord.machineEvent(event).isDurable && StoreRecord.machineEvent(event).isBulk)
    }

    @Test func longTopicsAndReasonsAreCut() throws {
        let store = try Store.inMemory()
        // One character of people may be any number of scalars.
        let long = "e" + String(repeating: "\u{301}", count: 50_000)
        let message = RefusedMessage(
            time: time(), topic: String(repeating: "t", count: 70_000), payload: [], code: "json", reason: long)
        try store.append([.refusedMessage(message)])
        let kept = try #require(try store.refusedMessages(limit: 1).first).value
        #expect(kept.topic.utf8.count == 512 && kept.reason.unicodeScalars.count == 300)
    }

    @Test func theLastTenThousandRefusedMessagesStayAndAllAreCounted() throws {
        let store = try Store.inMemory()
        for batch in 0..<11 {
            try store.append(
                (0..<1_000).map { number in
                    .refusedMessage(
                        RefusedMessage(
                            time: time(Int64(batch * 1_000 + number)), topic: "t", payload: [], code: "clock",
                            reason: "r"))
                })
        }
        let kept = try store.refusedMessages(limit: Store.largestPage)
        #expect(kept.count == 10_000 && kept.last?.value.time == time(1_000))
        try store.append(
            (0..<300).map { number in
                .refusedMessage(RefusedMessage(time: time(), topic: "t", payload: [], code: "c\(number)", reason: "r"))
            })
        let counts = try store.statistics().refused
        #expect(counts["clock"] == 11_000 && counts["other"] == 101 && counts.count == 201)
    }
}
