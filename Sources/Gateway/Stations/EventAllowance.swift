// SPDX-License-Identifier: Apache-2.0

import GridModel

/// How many of a machine's events go into the audit log, which keeps them for two years: some at once, and from then on
/// one each so often. A station that has gone mad, or is not what it says, must not fill the disk.
struct EventAllowance {
    /// Events at once: a busy morning of one station.
    static let burst = 50
    /// Time in which one more may come.
    static let refill = Duration.seconds(60)
    /// Characters of an event that are kept.
    static let keptDetails = 120

    private var left = EventAllowance.burst
    private var refilledAt: MonotonicInstant?

    /// Whether one more is kept.
    mutating func take(at now: MonotonicInstant) -> Bool {
        let since = refilledAt ?? now
        let new = Int((now - since).inMilliseconds / Self.refill.inMilliseconds)
        left = min(Self.burst, left + max(0, new))
        refilledAt = new > 0 ? now : since
        guard left > 0 else { return false }
        left -= 1
        return true
    }
}
