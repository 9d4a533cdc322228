// SPDX-License-Identifier: Apache-2.0

import Glibc

enum FileSize {
    /// A file's length in bytes; nil where there is no such file.
    static func bytes(_ path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }
}
