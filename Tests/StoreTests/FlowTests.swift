// SPDX-License-Identifier: Apache-2.0

import GRDB
import GridModel
import Testing

@testable import Store

@Suite struct FlowTests {
    static let node = ConnectivityNode.ID("n")!
    static let now = UTCInstant(milliseconds: 1_800_000_000_000)

    static func row(_ grain: NodeFlow.Grain, ago: Duration, lasting: Duration, _ mean: Double = 5) -> StoreRecord {
        .nodeFlow(
            NodeFlow(
                node: node, grain: grain, start: now - ago, end: now - ago + lasting, minimumKW: mean, meanKW: mean,
                maximumKW: mean, countedImportKW: mean, countedExportKW: 0, importLimitKW: 10))
    }

    @Test func rowsGoWhenTheirTimeIsOver() throws {
        let store = try Store.inMemory()
        let hours: [Int64] = [15 * 24, 13 * 24, 25, 23, 1]
        for grain in NodeFlow.Grain.allCases {
            try store.append(hours.map { Self.row(grain, ago: .seconds($0 * 3_600), lasting: .seconds(60)) })
        }
        // The clock is believed because the newest record is close to it.
        try store.append([.audit(AuditEntry(time: Self.now, author: "a", action: "b", target: "c", reason: nil))])
        _ = try store.keepUp(at: Moment(utc: Self.now, steady: MonotonicInstant(milliseconds: 0)))
        func count(_ grain: NodeFlow.Grain) throws -> Int? {
            try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(grain.table)") }
        }
        #expect(try count(.fine) == 2)
        #expect(try count(.coarse) == 4)
    }

    /// Wide spans come of coarse rows, and nothing that both grains know counts twice.
    @Test func grainsDoNotCountTwice() throws {
        let store = try Store.inMemory()
        var records: [StoreRecord] = []
        for minute in stride(from: Int64(60), through: 10, by: -5) {
            records.append(Self.row(.coarse, ago: .seconds(minute * 60), lasting: .seconds(300), 4))
        }
        for minute in stride(from: Int64(60), through: 1, by: -1) {
            records.append(Self.row(.fine, ago: .seconds(minute * 60), lasting: .seconds(60), 8))
        }
        try store.append(records)
        let wide = try store.flows(of: Self.node, from: Self.now - .seconds(3_600), to: Self.now, buckets: 1).buckets
        // 55 minutes of coarse rows, then 5 of fine ones.
        let mean: Double = (55 * 4 + 5 * 8) / 60
        #expect(abs((wide.first?.meanKW ?? 0) - mean) < 1e-9)
        let narrow = try store.flows(of: Self.node, from: Self.now - .seconds(3_600), to: Self.now, buckets: 60).buckets
        #expect(narrow.count == 60 && narrow.allSatisfy { $0.meanKW == 8 && $0.headroomKW == 2 })
        #expect(
            try store.flows(of: ConnectivityNode.ID("other")!, from: Self.now - .seconds(60), to: Self.now, buckets: 5)
                .buckets.isEmpty)
    }

    @Test func aNumberThatIsNoneIsRefused() throws {
        let store = try Store.inMemory()
        let bad = Self.row(.fine, ago: .seconds(60), lasting: .seconds(10), .nan)
        #expect(throws: StoreError.self) { try store.append([bad]) }
    }
}
