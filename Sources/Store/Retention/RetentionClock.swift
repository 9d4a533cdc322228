// SPDX-License-Identifier: Apache-2.0

import GRDB
import GridModel

/// The time by which retention goes: the wall clock, as far as it can be believed.
///
/// By a clock that is wrong by years everything would be too old, and what is deleted does not come back when the clock
/// is set right. So the file remembers the last time that was believed. A wall clock close to it is followed; while it
/// is further away (a wrong clock, or a gateway that was off for long), nothing is deleted until the wall clock has
/// gone along with the steady clock for a week: time for people to see it, and at most a week's rows more.
///
/// ```
/// believed ──────┤ 1 day ├───── now? ──── ... a week in step with the steady clock ... ──▶ believed = now
///     now within: followed        hold: nothing is deleted
/// ```
struct RetentionClock: Sendable {
    /// What the wall clock may differ from the last believed time: a night off, a time zone.
    static let tolerance = Duration.days(1)
    /// How long a clock beyond it must run in step with the steady one before it is believed.
    static let probation = Duration.days(7)
    /// A step of the wall clock against the steady one that begins the probation anew.
    static let largestStep = Duration.seconds(60)
    /// How often what is known of the clock goes to the file: a row written each second would wear flash out.
    static let keptEvery = Duration.seconds(3_600)

    private var believed: UTCInstant?
    private var agreed = Duration.zero
    private var last: Moment?
    private var kept: Moment?

    /// The time to go by; nil while the clock is in doubt.
    mutating func time(at now: Moment, in db: Database) throws -> UTCInstant? {
        if last == nil { try load(db) }
        let elapsed = last.map { max($0.steady, now.steady) - $0.steady } ?? .zero
        let step = last.map { (now.utc - $0.utc) - elapsed } ?? .zero
        last = now
        let distance = believed.map { now.utc - $0 } ?? .zero
        let isInStep = (Duration.zero - Self.largestStep...Self.largestStep).contains(step)
        agreed = isInStep ? agreed + elapsed : .zero
        if (Duration.zero - Self.tolerance...Self.tolerance).contains(distance) || agreed >= Self.probation {
            believed = now.utc
            agreed = .zero
        }
        if kept.map({ now.steady - $0.steady >= Self.keptEvery }) ?? true { try keep(db, at: now) }
        return believed == now.utc ? now.utc : nil
    }

    /// Where no time was kept yet, the newest record tells when the gateway ran last.
    private mutating func load(_ db: Database) throws {
        let row = try Row.fetchOne(db, sql: "SELECT clock_ms, agreed_ms FROM upkeep")
        agreed = .milliseconds(row?["agreed_ms"] ?? Int64(0))
        let newest: Int64? =
            try row?["clock_ms"]
            ?? Int64.fetchOne(
                db,
                sql: """
                    SELECT max(time_ms) FROM (
                        SELECT * FROM (SELECT time_ms + ifnull(lag_ms, 0) AS time_ms FROM reading ORDER BY id DESC LIMIT 1)
                        UNION ALL SELECT * FROM (SELECT time_ms FROM audit ORDER BY id DESC LIMIT 1)
                        UNION ALL SELECT * FROM (SELECT time_ms FROM full_plan ORDER BY id DESC LIMIT 1))
                    """)
        believed = newest.map { UTCInstant(milliseconds: $0) }
    }

    private mutating func keep(_ db: Database, at now: Moment) throws {
        try db.execute(
            sql: "UPDATE upkeep SET clock_ms = ?, agreed_ms = ?",
            arguments: [believed?.milliseconds, agreed.inMilliseconds])
        kept = now
    }
}
