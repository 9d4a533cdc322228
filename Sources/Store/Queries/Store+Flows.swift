// SPDX-License-Identifier: Apache-2.0

import GRDB
public import GridModel

extension Store {
    /// Most spans of one answer: more than a wide screen has pixels for.
    public static let mostFlowBuckets = 2_000

    /// The history of a node in `[from, to)`, drawn together into at most `count` spans.
    ///
    /// Wide spans are made of coarse rows and, from where those end, of fine ones; narrow spans of fine rows and, before
    /// those begin, of coarse ones. So no time counts twice.
    public func flows(
        of node: ConnectivityNode.ID, from: UTCInstant, to: UTCInstant, buckets count: Int
    ) throws(StoreError) -> NodeFlowBuckets {
        let empty = NodeFlowBuckets(from: from, to: to, count: max(1, min(count, Store.mostFlowBuckets)))
        guard from < to else { return empty }
        let isWide = empty.milliseconds >= Self.wideBucket.inMilliseconds
        return try read { db in
            var buckets = empty
            guard
                let subject = try Int64.fetchOne(
                    db, sql: "SELECT id FROM subject WHERE kind = 'node' AND name = ?", arguments: [node.text])
            else { return buckets }
            let (lead, rest): (NodeFlow.Grain, NodeFlow.Grain) = isWide ? (.coarse, .fine) : (.fine, .coarse)
            let known = try Self.each(lead, of: subject, node, from, to, db) { buckets.add($0) }
            let left: (UTCInstant, UTCInstant) =
                if isWide { (known?.end ?? from, to) } else { (from, known?.start ?? to) }
            _ = try Self.each(rest, of: subject, node, left.0, left.1, db) { row in
                var row = row
                row.start = max(row.start, left.0)
                row.end = min(row.end, left.1)
                buckets.add(row)
            }
            return buckets
        }
    }

    /// Spans from here on are made of coarse rows.
    private static let wideBucket = Duration.seconds(600)
    /// Longest span of a row: how far before the beginning one may start that reaches into it.
    private static let longestRow = Duration.seconds(3_600)

    /// Calls `take` for each row that touches `[from, to)`; returns what they cover together.
    private static func each(
        _ grain: NodeFlow.Grain, of subject: Int64, _ node: ConnectivityNode.ID, _ from: UTCInstant, _ to: UTCInstant,
        _ db: Database, _ take: (NodeFlow) -> Void
    ) throws -> (start: UTCInstant, end: UTCInstant)? {
        let cursor = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT start_ms, end_ms, min_kw, mean_kw, max_kw, counted_import_kw, counted_export_kw,
                        import_limit_kw, export_limit_kw
                    FROM \(grain.table) WHERE subject = ? AND start_ms >= ? AND start_ms < ? AND end_ms > ?
                    ORDER BY start_ms
                    """),
            arguments: [subject, (from - longestRow).milliseconds, to.milliseconds, from.milliseconds])
        var covered: (start: UTCInstant, end: UTCInstant)?
        while let row = try cursor.next() {
            let (start, end) = (UTCInstant(milliseconds: row[0]), UTCInstant(milliseconds: row[1]))
            covered = (covered?.start ?? start, max(covered?.end ?? end, end))
            take(
                NodeFlow(
                    node: node, grain: grain, start: start, end: end, minimumKW: row[2], meanKW: row[3],
                    maximumKW: row[4], countedImportKW: row[5], countedExportKW: row[6], importLimitKW: row[7],
                    exportLimitKW: row[8]))
        }
        return covered
    }
}
