// SPDX-License-Identifier: Apache-2.0

/// Says what was lost: the first time at once, then in sums, so that a flood of losses is no flood of lines.
struct LossNotice {
    /// Least time between two notices.
    static let interval: Duration = .seconds(10)

    /// What is lost.
    enum Loss: String, CaseIterable {
        case droppedInbound = "received messages dropped because nobody took them in time"
        case oversizedInbound = "received messages dropped because they were too large"
        case lostOutbound = "messages of ours lost with the connection"
    }

    private var counts: [Loss: Int] = [:]
    private var quietUntil: ContinuousClock.Instant?

    /// Counts a loss.
    mutating func add(_ loss: Loss, _ count: Int) {
        if count > 0 { counts[loss, default: 0] += count }
    }

    /// What is to be said now, if anything.
    mutating func text(at now: ContinuousClock.Instant) -> String? {
        guard !counts.isEmpty, quietUntil.map({ $0 <= now }) ?? true else { return nil }
        quietUntil = now + Self.interval
        defer { counts = [:] }
        return Loss.allCases.compactMap { loss in counts[loss].map { "\($0) \(loss.rawValue)" } }
            .joined(separator: "; ")
    }
}
