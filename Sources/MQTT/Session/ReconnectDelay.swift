// SPDX-License-Identifier: Apache-2.0

/// Exponential back-off: minimum, twice that, four times ..., never above maximum.
struct ReconnectDelay {
    /// A connection that lasted this long was a good one; a shorter one counts as a further failure, so that a broker
    /// which accepts and throws out again is not asked in a tight loop.
    static let provenAfter: Duration = .seconds(10)

    let minimum: Duration
    let maximum: Duration

    private var failures = 0

    init(minimum: Duration, maximum: Duration) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// The pause before the next attempt, when the last connection lasted `lifetime` (zero if there was none).
    mutating func next(afterConnectionOf lifetime: Duration) -> Duration {
        if lifetime >= Self.provenAfter { failures = 0 }
        var delay = minimum
        for _ in 0..<failures where delay < maximum { delay *= 2 }
        failures += 1
        return min(delay, maximum)
    }
}
