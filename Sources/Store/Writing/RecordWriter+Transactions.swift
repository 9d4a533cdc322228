// SPDX-License-Identifier: Apache-2.0

import GRDB
import GridModel

extension Store {
    /// Records the beginning of a transaction and gives its number; the same beginning told again gets the same number.
    /// Where it has the station's own name and has not ended, what was not known of it is filled in.
    ///
    /// When it returns, the transaction is on the disk: only then may the station be answered.
    public func begin(_ start: TransactionStart) throws(StoreError) -> TransactionBegun {
        try StoreRecord.transactionStart(start).validate()
        return try write(durably: true) { writer in try writer.begin(start) }
    }

    /// Records the end of a transaction. Told again, the first end stands, unless it was only presumed. For a number we
    /// never gave to this station the message is kept by itself, since a station that is not answered repeats it for
    /// ever.
    public func end(_ stop: TransactionStop) throws(StoreError) -> TransactionEnded {
        try StoreRecord.transactionStop(stop).validate()
        return try write(durably: true) { writer in try writer.end(stop) }
    }
}

extension RecordWriter {
    func begin(_ start: TransactionStart) throws -> TransactionBegun {
        if let known = try known(start) {
            // What has ended may be another one that had the name before.
            if start.remoteID != nil, known.stop?.isPresumed ?? true { try complete(known.id, start) }
            return known
        }
        try run(
            """
            INSERT INTO charging_transaction (station, evse, connector, id_tag, start_ms, start_wh, remote_id)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                start.station.text, start.evse, start.connector ?? 0, start.idTag, start.time.milliseconds,
                start.meterWh, start.remoteID,
            ])
        return TransactionBegun(id: database.lastInsertedRowID, isRepeat: false)
    }

    /// What a station tells of a beginning only later: where it is, who charges, and that it began before.
    private func complete(_ id: Int64, _ start: TransactionStart) throws {
        try run(
            """
            UPDATE charging_transaction
            SET evse = ifnull(?, evse),
                connector = CASE WHEN ? IS NULL OR ? IS evse THEN ifnull(?, connector) ELSE ifnull(?, 0) END,
                id_tag = CASE WHEN id_tag = '' THEN ? ELSE id_tag END,
                start_ms = min(start_ms, ?), start_wh = ifnull(start_wh, ?)
            WHERE id = ?
            """,
            [
                start.evse, start.evse, start.evse, start.connector, start.connector, start.idTag,
                start.time.milliseconds, start.meterWh, id,
            ])
    }

    private func known(_ start: TransactionStart) throws -> TransactionBegun? {
        let columns = "SELECT id, stop_ms, stop_wh, stop_reason FROM charging_transaction"
        if let remote = start.remoteID {
            return try begun(start, "\(columns) WHERE station = ? AND remote_id = ?", [start.station.text, remote])
        }
        let sql = """
            \(columns)
            WHERE station = ? AND connector = ? AND start_ms = ? AND ifnull(start_wh, 'none') = ifnull(?, 'none')
                AND id_tag = ? AND remote_id IS NULL
            """
        return try begun(
            start, sql,
            [start.station.text, start.connector ?? 0, start.time.milliseconds, start.meterWh, start.idTag])
    }

    private func begun(
        _ start: TransactionStart, _ sql: String, _ arguments: StatementArguments
    ) throws -> TransactionBegun? {
        guard let row = try Row.fetchOne(database.cachedStatement(sql: sql), arguments: arguments) else { return nil }
        let (id, stop): (Int64, Int64?) = (row["id"], row["stop_ms"])
        return TransactionBegun(
            id: id, isRepeat: true,
            stop: stop.map {
                TransactionStop(
                    transaction: id, station: start.station, time: UTCInstant(milliseconds: $0),
                    meterWh: row["stop_wh"], reason: row["stop_reason"])
            })
    }

    func end(_ stop: TransactionStop) throws -> TransactionEnded {
        let sql = """
            SELECT stop_ms IS NOT NULL AS ended, stop_reason FROM charging_transaction WHERE id = ? AND station = ?
            """
        let known = try Row.fetchOne(
            database.cachedStatement(sql: sql), arguments: [stop.transaction, stop.station.text])
        guard let known else {
            try run(
                """
                INSERT OR IGNORE INTO unknown_stop (station, transaction_id, stop_ms, stop_wh, stop_reason)
                VALUES (?, ?, ?, ?, ?)
                """,
                [stop.station.text, stop.transaction, stop.time.milliseconds, stop.meterWh, stop.reason])
            return .unknown
        }
        // An end that was only presumed gives way to the one that is told.
        let isSettled = stop.isPresumed || !TransactionStop.isPresumption(known["stop_reason"])
        if known["ended"], isSettled { return .repeated }
        try run(
            "UPDATE charging_transaction SET stop_ms = ?, stop_wh = ?, stop_reason = ? WHERE id = ?",
            [stop.time.milliseconds, stop.meterWh, stop.reason, stop.transaction])
        return .closed
    }
}
