// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Sizes and counts for `/metrics`.
public struct StoreStatistics: Sendable, Hashable {
    /// Size of the database file in bytes; nil without a file.
    public var fileBytes: Int64?
    /// Size of the write-ahead log in bytes; nil without a file.
    public var logBytes: Int64?
    /// Bytes within the file that are free for reuse.
    public var freeBytes: Int64
    /// How many readings are kept.
    public var readings: Int64
    /// How many of them are not yet rolled up.
    public var readingsToRollUp: Int64
    /// How many subjects have an integer.
    public var subjects: Int64
    /// How many transactions are open.
    public var openTransactions: Int64
    /// How many alarms are open.
    public var openAlarms: Int64
    /// How many audit entries are kept.
    public var auditEntries: Int64
    /// How many messages were refused, ever, by the kind of fault.
    public var refused: [String: Int64]
}

extension Store {
    /// Sizes and counts, in a time that does not grow with the number of readings.
    public func statistics() throws(StoreError) -> StoreStatistics {
        try read { db in
            func number(_ sql: String) throws -> Int64 { try Int64.fetchOne(db, sql: sql) ?? 0 }
            let last = try number("SELECT ifnull(max(id), 0) FROM reading")
            let rolledUp = try number("SELECT rolled_up FROM upkeep")
            let counts = try Row.fetchAll(db, sql: "SELECT code, count FROM refused_count")
            return StoreStatistics(
                fileBytes: FileSize.bytes(path), logBytes: FileSize.bytes(path + "-wal"),
                freeBytes: try number("PRAGMA freelist_count") * number("PRAGMA page_size"),
                // Readings come and go in the order of their ids, without gaps.
                readings: last == 0 ? 0 : last - (try number("SELECT min(id) FROM reading")) + 1,
                readingsToRollUp: max(0, last - rolledUp),
                subjects: try number("SELECT count(*) FROM subject"),
                openTransactions: try number("SELECT count(*) FROM charging_transaction WHERE stop_ms IS NULL"),
                openAlarms: try number("SELECT count(*) FROM alarm WHERE cleared_ms IS NULL"),
                auditEntries: try number("SELECT ifnull(max(id) - min(id) + 1, 0) FROM audit"),
                refused: Dictionary(uniqueKeysWithValues: counts.map { ($0["code"], $0["count"]) }))
        }
    }
}
