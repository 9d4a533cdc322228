// SPDX-License-Identifier: Apache-2.0

/// Says what was lost: the first time at once, then in sums, so that a flood of losses is no flood of lines.
struct LossNotice {
    /// Least time between two notices.
    static let interval: Duration = .seconds(10)

    private var said = MQTTCounters()
    private var quietUntil: ContinuousClock.Instant?

    /// What is to be said now of what was lost since the last time, if anything.
    ///
    /// - Parameter isLast: nothing will be said after this: it waits for no interval.
    mutating func text(
        _ counters: MQTTCounters, at now: ContinuousClock.Instant, isLast: Bool = false
    ) -> String? {
        let dropped = counters.droppedInbound - said.droppedInbound
        let oversized = counters.oversizedInbound - said.oversizedInbound
        let lost = counters.lostOutbound - said.lostOutbound
        // It is asked after each turn, and hardly ever is there anything to say.
        guard dropped + oversized + lost > 0, isLast || quietUntil.map({ $0 <= now }) ?? true else { return nil }
        said = counters
        quietUntil = now + Self.interval
        return [
            (dropped, "received and dropped because nobody took them in time"),
            (oversized, "received and dropped because they were too large"),
            (lost, "messages of ours lost with the connection"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: "; ")
    }
}
