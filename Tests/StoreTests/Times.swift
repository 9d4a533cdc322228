// SPDX-License-Identifier: Apache-2.0

import GridModel
import TestSupport

/// 2026-11-22T17:00:00Z and so many milliseconds.
func time(_ milliseconds: Int64 = 0) -> UTCInstant { UTCInstant(milliseconds: 1_795_366_800_000 + milliseconds) }

/// The same on both clocks, the steady one beginning at zero then.
func moment(_ milliseconds: Int64 = 0) -> Moment { moment(at: time(milliseconds)) }

/// A time on both clocks, which run in step.
func moment(at time: UTCInstant) -> Moment {
    Moment(utc: time, steady: MonotonicInstant(milliseconds: (time - StoreTests.time()).inMilliseconds))
}

extension TemporaryFolder {
    /// The path of a feeder's database in it.
    func path() -> String { path("feeder.sqlite") }
}
