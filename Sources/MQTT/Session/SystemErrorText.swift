// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The system's words for an `errno`.
func systemErrorText(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        guard let start = buffer.baseAddress, strerror_r(code, start, buffer.count) == 0 else { return "error \(code)" }
        return String(cString: start)
    }
}

/// The calling thread's `errno`.
func systemErrorNumber() -> Int32 { errno }
