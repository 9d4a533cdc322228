// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GRDB
import GRDBSQLite
import GridModel

/// The statement that inserts a reading. It binds by SQLite's own functions: this is the hot path, and GRDB's arguments
/// cost as much again as the insert.
struct ReadingInsert {
    private let statement: Statement

    init(_ db: Database) throws {
        statement = try db.cachedStatement(
            sql: """
                INSERT INTO reading
                    (subject, time_ms, lag_ms, power_kw, reactive_power_kvar, voltage_v, soc, energy_kwh, quality,
                    power_a_kw, power_b_kw, power_c_kw)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
    }

    func run(_ reading: Reading, subject: Int64) throws {
        let raw = statement.sqliteStatement
        sqlite3_reset(raw)
        sqlite3_bind_int64(raw, 1, subject)
        sqlite3_bind_int64(raw, 2, reading.time.milliseconds)
        if let source = reading.sourceTime {
            sqlite3_bind_int64(raw, 3, reading.receivedAt.milliseconds - source.milliseconds)
        } else {
            sqlite3_bind_null(raw, 3)
        }
        bind(reading.powerKW, at: 4)
        bind(reading.reactivePowerKvar, at: 5)
        bind(reading.voltageV, at: 6)
        bind(reading.soc, at: 7)
        bind(reading.energyKWh, at: 8)
        sqlite3_bind_int64(raw, 9, reading.quality.stored)
        bind(reading.phasePowerKW?.a, at: 10)
        bind(reading.phasePowerKW?.b, at: 11)
        bind(reading.phasePowerKW?.c, at: 12)
        let code = sqlite3_step(raw)
        sqlite3_reset(raw)
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: String(cString: sqlite3_errmsg(sqlite3_db_handle(raw))),
                sql: statement.sql)
        }
    }

    private func bind(_ value: Double?, at position: Int32) {
        if let value {
            sqlite3_bind_double(statement.sqliteStatement, position, value)
        } else {
            sqlite3_bind_null(statement.sqliteStatement, position)
        }
    }
}

extension ReadingQuality {
    /// The number in the column.
    var stored: Int64 {
        switch self {
        case .live: 0
        case .stale: 1
        case .failed: 2
        }
    }

    init?(stored: Int64) {
        switch stored {
        case 0: self = .live
        case 1: self = .stale
        case 2: self = .failed
        default: return nil
        }
    }
}
