// SPDX-License-Identifier: Apache-2.0

import Glibc
import GRDB

extension Store {
    /// Copies the store to a new file while writing goes on, checks the copy, and only then gives it its name. Only its
    /// owner may read it.
    ///
    /// The copy is one snapshot: every transaction that had ended when it began, and no part of a later one. The
    /// write-ahead log grows meanwhile, since it cannot be copied back under the snapshot.
    public func backup(to target: String) throws(StoreError) {
        let partial = target + ".partial"
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(partial + suffix) }
        try OwnerOnlyFile.make(partial)
        do {
            let copy = try DatabaseQueue(path: partial)
            try database.backup(to: copy)
            try copy.writeWithoutTransaction { db in
                // One file that any program can open read-only, without a log beside it.
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                let findings = try String.fetchAll(db, sql: "PRAGMA integrity_check(10)")
                guard findings == ["ok"] else {
                    throw StoreError.corrupt(
                        path: partial, sqliteCode: SQLiteCode.corrupt, message: findings.joined(separator: "; "))
                }
            }
            try copy.close()
        } catch { throw StoreError(error, path: partial) }
        guard rename(partial, target) == 0 else {
            throw .system(target)
        }
    }
}

private enum SQLiteCode {
    static let corrupt = ResultCode.SQLITE_CORRUPT.rawValue
}
