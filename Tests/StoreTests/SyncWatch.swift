// SPDX-License-Identifier: Apache-2.0

import GRDBSQLite

/// Counts what SQLite writes to write-ahead logs and has not synced: the default file system layer, with two calls
/// watched. It stands for the whole process, so it is installed only in a process of the test's own, where one thread
/// writes the log.
enum SyncWatch {
    nonisolated(unsafe) private(set) static var unsyncedWrites = 0
    nonisolated(unsafe) private(set) static var allWrites = 0
    nonisolated(unsafe) private static var original = sqlite3_vfs()
    nonisolated(unsafe) private static var originalMethods = sqlite3_io_methods()
    nonisolated(unsafe) private static let watchedMethods =
        UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)

    static func install() {
        original = sqlite3_vfs_find(nil).pointee
        let watching = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        watching.initialize(to: original)
        watching.pointee.zName = UnsafePointer(strdupStatic("sync-watch"))
        watching.pointee.pNext = nil
        watching.pointee.xOpen = { vfs, name, file, flags, outFlags in
            let code = SyncWatch.original.xOpen(vfs, name, file, flags, outFlags)
            if code == SQLITE_OK, flags & SQLITE_OPEN_WAL != 0, let file { SyncWatch.watch(file) }
            return code
        }
        sqlite3_vfs_register(watching, 1)
    }

    private static func watch(_ file: UnsafeMutablePointer<sqlite3_file>) {
        originalMethods = file.pointee.pMethods.pointee
        watchedMethods.initialize(to: originalMethods)
        watchedMethods.pointee.xWrite = { file, bytes, count, offset in
            SyncWatch.unsyncedWrites += 1
            SyncWatch.allWrites += 1
            return SyncWatch.originalMethods.xWrite(file, bytes, count, offset)
        }
        watchedMethods.pointee.xSync = { file, flags in
            SyncWatch.unsyncedWrites = 0
            return SyncWatch.originalMethods.xSync(file, flags)
        }
        file.pointee.pMethods = UnsafePointer(watchedMethods)
    }

    /// A C string that lives as long as the process, as SQLite asks of a name.
    private static func strdupStatic(_ text: String) -> UnsafeMutablePointer<CChar> {
        let bytes = Array(text.utf8CString)
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        copy.initialize(from: bytes, count: bytes.count)
        return copy
    }
}
