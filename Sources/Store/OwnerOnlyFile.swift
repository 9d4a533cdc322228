// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Files that only their owner may read and write: they say who charges when, and who was cut by whom.
enum OwnerOnlyFile {
    /// Makes the file where there is none, and takes from one that is there what others may do with it. SQLite gives
    /// the log and the index beside a database the mode of the database.
    static func make(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
            return
        }
        guard errno == EEXIST else {
            throw .system(path)
        }
        for suffix in ["", "-wal", "-shm"] { tighten(path + suffix) }
    }

    /// By name: to close a descriptor of a database that is open would let go of SQLite's locks on it. A file of
    /// somebody else stays as it is.
    private static func tighten(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return }
        chmod(path, status.st_mode & 0o700)
    }
}
