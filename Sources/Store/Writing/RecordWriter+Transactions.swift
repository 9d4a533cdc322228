// SPDX-License-Identifier: Apache-2.0

import GRDB
import GridModel

extension Store {
    /// Records the beginning of a transaction and gives its number; the same beginning told again gets the same number.
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
        if let id = try known(start) { return TransactionBegun(id: id, isRepeat: true) }
        try run(
            """
            INSERT INTO charging_transaction (station, evse, connector, id_tag, start_ms, start_wh, remote_id)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                start.station.text, start.evse, start.connector, start.idTag, start.time.milliseconds, start.meterWh,
                start.remoteID,
            ])
        return TransactionBegun(id: database.lastInsertedRowID, isRepeat: false)
    }

    private func known(_ start: TransactionStart) throws -> Int64? {
        if let remote = start.remoteID {
            let sql = "SELECT id FROM charging_transaction WHERE station = ? AND remote_id = ?"
            return try Int64.fetchOne(
                database.cachedStatement(sql: sql), arguments: [start.station.text, remote])
        }
        let sql = """
            SELECT id FROM charging_transaction
            WHERE station = ? AND connector = ? AND start_ms = ? AND ifnull(start_wh, 'none') = ifnull(?, 'none')
                AND id_tag = ? AND remote_id IS NULL
            """
        return try Int64.fetchOne(
            database.cachedStatement(sql: sql),
            arguments: [start.station.text, start.connector, start.time.milliseconds, start.meterWh, start.idTag])
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
