// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What a device on MQTT was told: taken up after its delay, dropped when its validity is over.
struct SetpointReceiver: Sendable {
    /// One setpoint.
    struct Command: Sendable, Hashable {
        /// Load convention.
        var power: ActivePower
        var validUntil: UTCInstant
        /// Orders commands; an older one never replaces a newer one.
        var sequence: Int
    }

    /// Time from word to deed.
    let delay: Duration
    private(set) var active: Command?
    private var pending: [(at: UTCInstant, command: Command)] = []
    private var lastSequence = Int.min

    /// Setpoints on their way into effect: one a second for a delay of seconds.
    static let capacity = 32

    init(delay: Duration) { self.delay = delay }

    /// A setpoint came; false where a newer one is known.
    mutating func receive(_ command: Command, now: UTCInstant) -> Bool {
        guard command.sequence > lastSequence else { return false }
        lastSequence = command.sequence
        if pending.count >= Self.capacity { pending.removeFirst() }
        pending.append((now + delay, command))
        return true
    }

    mutating func advance(to now: UTCInstant) {
        while let first = pending.first, first.at <= now {
            active = first.command
            pending.removeFirst()
        }
        if let until = active?.validUntil, until <= now { active = nil }
    }
}
