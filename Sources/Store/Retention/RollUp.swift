// SPDX-License-Identifier: Apache-2.0

import GRDB
import GridModel

/// Sums up readings into five-minute rows, in the order in which they came, from where the last call stopped.
///
/// ```
///  kW   p0 |------|                      p0 holds until the next reading's time, at most `longestHold`;
///          |      |-----------|  p1      its energy falls into the rows that the time lies in
///     -----+------+-----------+----->
///          t0     t1          t2
/// ```
/// A reading that is older than one already summed up counts in minimum, mean and maximum, and holds no energy.
struct RollUp {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Sums up to `rows` readings that came before the present five minutes, so that a row is written about once.
    func advance(now: UTCInstant, rows: Int) throws -> Int {
        let done = try Int64.fetchOne(db, sql: "SELECT rolled_up FROM upkeep") ?? 0
        let horizon = Self.start(of: now.milliseconds)
        var sums = RollUpSums()
        var last = done
        var count = 0
        let cursor = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT id, subject, time_ms, ifnull(lag_ms, 0), power_kw, voltage_v, soc, energy_kwh
                    FROM reading WHERE id > ? ORDER BY id LIMIT ?
                    """), arguments: [done, rows])
        while let row = try cursor.next() {
            let time: Int64 = row[2]
            let received = time + (row[3] as Int64)
            // A row from a clock that ran ahead is not waited for.
            guard received < horizon || received > now.milliseconds else { break }
            let subject: Int64 = row[1]
            if !sums.knows(subject) { sums.hold(try held(subject), for: subject) }
            sums.add(
                RollUpSums.Sample(time: time, power: row[4], voltage: row[5], soc: row[6], energy: row[7]),
                of: subject)
            last = row[0]
            count += 1
        }
        guard count > 0 else { return 0 }
        try write(sums)
        try db.execute(sql: "UPDATE upkeep SET rolled_up = ?", arguments: [last])
        return count
    }

    /// Beginning of the five minutes that a time lies in.
    static func start(of milliseconds: Int64) -> Int64 {
        let length = ReadingRollUp.interval.inMilliseconds
        let into = milliseconds % length
        return milliseconds - (into < 0 ? into + length : into)
    }

    private func held(_ subject: Int64) throws -> RollUpSums.Held? {
        let statement = try db.cachedStatement(sql: "SELECT time_ms, power_kw FROM held_power WHERE subject = ?")
        return try Row.fetchOne(statement, arguments: [subject]).map { RollUpSums.Held(time: $0[0], power: $0[1]) }
    }

    private func write(_ sums: RollUpSums) throws {
        let hold = try db.cachedStatement(sql: "INSERT OR REPLACE INTO held_power VALUES (?, ?, ?)")
        for (subject, held) in sums.held {
            if let held { try hold.execute(arguments: [subject, held.time, held.power]) }
        }
        let merge = try db.cachedStatement(sql: Self.merge)
        for (key, sum) in sums.rows {
            try merge.execute(arguments: [
                key.subject, key.start, sum.count, sum.powerCount, sum.minimumPower, sum.powerSum, sum.maximumPower,
                sum.imported, sum.exported, sum.minimumVoltage, sum.maximumVoltage, sum.soc, sum.energy,
            ])
        }
    }

    /// SQLite's min and max of two are NULL when either is.
    private static let merge = """
        INSERT INTO reading_5m VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (subject, start_ms) DO UPDATE SET
            count = count + excluded.count,
            power_count = power_count + excluded.power_count,
            power_min_kw = min(
                ifnull(power_min_kw, excluded.power_min_kw), ifnull(excluded.power_min_kw, power_min_kw)),
            power_sum_kw = power_sum_kw + excluded.power_sum_kw,
            power_max_kw = max(
                ifnull(power_max_kw, excluded.power_max_kw), ifnull(excluded.power_max_kw, power_max_kw)),
            import_kwh = import_kwh + excluded.import_kwh,
            export_kwh = export_kwh + excluded.export_kwh,
            voltage_min_v = min(
                ifnull(voltage_min_v, excluded.voltage_min_v), ifnull(excluded.voltage_min_v, voltage_min_v)),
            voltage_max_v = max(
                ifnull(voltage_max_v, excluded.voltage_max_v), ifnull(excluded.voltage_max_v, voltage_max_v)),
            soc_last = ifnull(excluded.soc_last, soc_last),
            energy_last_kwh = ifnull(excluded.energy_last_kwh, energy_last_kwh)
        """
}
