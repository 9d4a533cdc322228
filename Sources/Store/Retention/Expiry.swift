// SPDX-License-Identifier: Apache-2.0

import GRDB
import GridModel

/// Deletes a bounded number of rows that are older than their retention.
enum Expiry {
    struct Outcome: Sendable {
        var deleted: Int
        var isDone: Bool
    }

    /// Deletes readings from the oldest on, as far as they are rolled up. One that claims to have come more than a day
    /// from now is from a clock that was wrong; it goes too, lest it hold up all behind it until that day. The newest
    /// row stays: SQLite gives the next one the id after it, and the roll-up counts on ids that grow.
    static func readings(_ db: Database, before time: UTCInstant, now: UTCInstant, rows: Int) throws -> Outcome {
        let last = try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT id - 1 FROM reading
                    WHERE id IN (SELECT id FROM reading ORDER BY id LIMIT ?1)
                        AND time_ms + ifnull(lag_ms, 0) BETWEEN ?2 AND ?3 ORDER BY id LIMIT 1
                    """),
            arguments: [rows, time.milliseconds, (now + .days(1)).milliseconds])
        let delete = try db.cachedStatement(
            sql: """
                DELETE FROM reading WHERE id IN (SELECT id FROM reading ORDER BY id LIMIT ?1)
                    AND id <= ?2 AND id <= (SELECT rolled_up FROM upkeep) AND id < (SELECT max(id) FROM reading)
                """)
        try delete.execute(arguments: [rows, last ?? Int64.max])
        return Outcome(deleted: db.changesCount, isDone: last != nil || db.changesCount < rows)
    }

    /// Deletes the old roll-ups of the next few subjects in turn.
    static func rollUps(_ db: Database, before time: UTCInstant, rows: Int) throws -> Outcome {
        var left = rows
        for _ in 0..<subjectsPerRound where left > 0 {
            let turn = try Int64.fetchOne(db, sql: "SELECT subject FROM upkeep") ?? 0
            let next = try Int64.fetchOne(db, sql: "SELECT min(id) FROM subject WHERE id > ?", arguments: [turn])
            guard let next else {
                try db.execute(sql: "UPDATE upkeep SET subject = 0")
                break
            }
            let delete = try db.cachedStatement(
                sql: """
                    DELETE FROM reading_5m WHERE subject = ?1 AND start_ms IN
                        (SELECT start_ms FROM reading_5m WHERE subject = ?1 AND start_ms < ?2
                        ORDER BY start_ms LIMIT ?3)
                    """)
            try delete.execute(arguments: [next, time.milliseconds, left])
            left -= db.changesCount
            // A subject that is not done keeps its turn.
            if left > 0 { try db.execute(sql: "UPDATE upkeep SET subject = ?", arguments: [next]) }
        }
        return Outcome(deleted: rows - left, isDone: left > 0)
    }

    /// Subjects whose roll-ups are looked through in one round: 100,000 come round within a day at one round a second.
    private static let subjectsPerRound = 4

    /// Deletes the history of nodes from the oldest on: rows stand in the order in which they came.
    static func flows(
        _ db: Database, retention: StoreConfiguration.Retention, now: UTCInstant, rows: Int
    ) throws -> Outcome {
        var outcome = Outcome(deleted: 0, isDone: true)
        for (grain, span) in [(NodeFlow.Grain.fine, retention.fineFlows), (.coarse, retention.coarseFlows)] {
            let delete = try db.cachedStatement(
                sql: """
                    DELETE FROM \(grain.table) WHERE id IN (SELECT id FROM \(grain.table) ORDER BY id LIMIT ?)
                        AND (end_ms < ? OR start_ms > ?)
                    """)
            try delete.execute(arguments: [rows, (now - span).milliseconds, (now + .days(1)).milliseconds])
            outcome.deleted += db.changesCount
            outcome.isDone = outcome.isDone && db.changesCount < rows
        }
        return outcome
    }

    /// Deletes what is over for longer than its retention from all other tables.
    static func records(
        _ db: Database, retention: StoreConfiguration.Retention, now: UTCInstant, rows: Int
    ) throws -> Outcome {
        let horizon = (now - retention.records).milliseconds
        try db.execute(
            sql: "UPDATE audit_horizon SET time_ms = ?1 WHERE time_ms < ?1", arguments: [horizon])
        let tables: [(table: String, time: String, before: Int64)] = [
            ("audit", "time_ms", horizon), ("plan_change", "time_ms", horizon),
            ("setpoint", "valid_until_ms", (now - retention.setpoints).milliseconds),
            ("charging_transaction", "stop_ms", horizon),
            ("unknown_stop", "stop_ms", horizon), ("dispatch_limit", "ifnull(cancelled_ms, end_ms)", horizon),
            ("alarm", "cleared_ms", horizon), ("der_target", "end_ms", now.milliseconds),
            ("full_plan", "time_ms", (now - retention.fullPlans).milliseconds),
            ("raw_input", "tick_ms", (now - retention.rawInputs).milliseconds),
        ]
        var outcome = Outcome(deleted: 0, isDone: true)
        for (table, time, before) in tables {
            let delete = try db.cachedStatement(
                sql: "DELETE FROM \(table) WHERE rowid IN (SELECT rowid FROM \(table) WHERE \(time) < ? LIMIT ?)")
            try delete.execute(arguments: [before, rows])
            outcome.deleted += db.changesCount
            outcome.isDone = outcome.isDone && db.changesCount < rows
        }
        return outcome
    }
}
