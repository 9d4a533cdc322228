// SPDX-License-Identifier: Apache-2.0

import GRDB
import Glibc

/// Why the store could not do what was asked, where, and what to do about it.
public enum StoreError: Error, Sendable, Hashable {
    /// Another process commands this feeder.
    case locked(path: String, pid: Int32?)
    /// Another program kept the file locked for longer than the time-out.
    case busy(path: String, sqliteCode: Int32)
    /// The file was written by a newer version of this program.
    case newerSchema(path: String, migrations: [String])
    /// The file is a database of another program.
    case notAStore(path: String, applicationID: Int32)
    /// The file is damaged or no database at all.
    case corrupt(path: String, sqliteCode: Int32, message: String)
    /// No room is left.
    case diskFull(path: String, sqliteCode: Int32)
    /// The file or its lock file cannot be opened, read or written.
    case inaccessible(path: String, code: Int32, message: String)
    /// A record holds what cannot be kept.
    case invalidRecord(field: String, value: String, why: String)
    /// A row holds what this program never wrote.
    case unreadableRow(path: String, table: String, field: String, value: String)
    /// Anything else SQLite refused.
    case refused(path: String, sqliteCode: Int32, message: String, sql: String?)
}

extension StoreError {
    /// What the system says of a file, by its last error unless another is given.
    static func system(_ path: String, _ code: Int32 = errno) -> StoreError {
        .inaccessible(path: path, code: code, message: String(cString: strerror(code)))
    }
}

extension StoreError: CustomStringConvertible {
    /// The text for people.
    public var description: String {
        switch self {
        case .locked(let path, let pid):
            "\(path): another gateway (\(pid.map { "process \($0)" } ?? "process unknown")) commands this feeder; "
                + "stop it first, or open the store read-only"
        case .busy(let path, let code):
            "\(path): locked by another program (SQLite code \(code)); close it and try again"
        case .newerSchema(let path, let migrations):
            "\(path): written by a newer version (unknown migrations: \(migrations.joined(separator: ", "))); "
                + "run that version, or restore a backup made by this one"
        case .notAStore(let path, let id):
            "\(path): a database of another program (application_id \(id)); give another path"
        case .corrupt(let path, let code, let message):
            "\(path): damaged (SQLite code \(code): \(message)); move it away with its -wal and -shm files and "
                + "restore the last backup"
        case .diskFull(let path, let code):
            "\(path): no room left on the disk (SQLite code \(code)); free some, nothing was written in part"
        case .inaccessible(let path, let code, let message):
            "\(path): cannot be opened, read or written (code \(code): \(message)); "
                + "check that the folder exists, and its permissions"
        case .invalidRecord(let field, let value, let why):
            "\(field) = \(value): \(why)"
        case .unreadableRow(let path, let table, let field, let value):
            "\(path): table \(table) holds \(field) = \(value), which no version of this program wrote; check the file"
        case .refused(let path, let code, let message, let sql):
            "\(path): SQLite code \(code): \(message)\(sql.map { " in \($0)" } ?? "")"
        }
    }
}

extension StoreError {
    /// What SQLite's error means here.
    init(_ error: any Error, path: String) {
        guard let error = error as? DatabaseError else {
            self = error as? StoreError ?? .refused(path: path, sqliteCode: -1, message: "\(error)", sql: nil)
            return
        }
        let code = error.extendedResultCode.rawValue
        let message = error.message ?? "no message"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path, sqliteCode: code)
        case .SQLITE_FULL: self = .diskFull(path: path, sqliteCode: code)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(path: path, sqliteCode: code, message: message)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_IOERR:
            self = .inaccessible(path: path, code: code, message: message)
        default: self = .refused(path: path, sqliteCode: code, message: message, sql: error.sql)
        }
    }

    /// Whether the record itself cannot be kept; any other failure may pass, and the same write succeed later.
    var isOfRecord: Bool {
        switch self {
        case .invalidRecord: true
        case .refused(_, let code, _, _):
            [.SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG].contains(
                ResultCode(rawValue: code).primaryResultCode)
        default: false
        }
    }
}
