// SPDX-License-Identifier: Apache-2.0

import Glibc
import GridModel

extension UTCInstant {
    /// What the computer's clock shows.
    static var wallClock: UTCInstant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UTCInstant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
