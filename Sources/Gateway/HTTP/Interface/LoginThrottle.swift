// SPDX-License-Identifier: Apache-2.0

import GridModel
import Synchronization

/// Slows down who tries keys: so many failures of an address, and of all addresses together, in a span of time.
///
/// When the total is reached, an address that has not failed yet still has one try: nobody locks others out.
final class LoginThrottle: Sendable {
    /// Failures of one address before it has to wait.
    static let mostFailuresOfAddress = 10
    /// Failures of all addresses before those that failed have to wait.
    static let mostFailures = 100
    /// How long a failure counts.
    static let span = Duration.seconds(300)
    /// Most addresses that are remembered; beyond it the oldest failure is forgotten.
    static let capacity = 1_000

    private struct Failures {
        var count = 0
        var since: MonotonicInstant
    }

    private let failures = Mutex<[String: Failures]>([:])

    /// Seconds that the address has to wait; nil if it may try.
    func wait(_ address: String, now: MonotonicInstant) -> Int? {
        failures.withLock { failures in
            failures = failures.filter { now - $0.value.since < Self.span }
            guard let mine = failures[address] else { return nil }
            let total = failures.values.reduce(0) { $0 + $1.count }
            guard mine.count >= Self.mostFailuresOfAddress || total >= Self.mostFailures else { return nil }
            return max(1, Int((Self.span - (now - mine.since)).inSeconds.rounded(.up)))
        }
    }

    /// A key was wrong.
    func noteFailure(_ address: String, now: MonotonicInstant) {
        failures.withLock { failures in
            if failures[address] == nil, failures.count >= Self.capacity,
                let oldest = failures.min(by: { $0.value.since < $1.value.since })
            {
                failures[oldest.key] = nil
            }
            failures[address, default: Failures(since: now)].count += 1
        }
    }
}
