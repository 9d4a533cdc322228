// SPDX-License-Identifier: Apache-2.0

public import GridModel
import Glibc

/// The clock of the live gateway: civil time from the system, steady time since the gateway began.
public struct GatewayClock: Sendable {
    private let origin = ContinuousClock.now

    /// A clock whose steady time begins now.
    public init() {}

    /// Now, on both clocks.
    public var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(
            utc: UTCInstant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000),
            steady: MonotonicInstant(milliseconds: (ContinuousClock.now - origin).inMilliseconds))
    }
}
