// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The contactor of a station that lets all phases through or one: it hesitates, makes the vehicle pause, and only then
/// moves.
struct PhaseContactor: Sendable {
    /// How many phases it lets through.
    private(set) var phases: Int
    private let all: Int
    private var move: (to: Int, pausesAt: UTCInstant, at: UTCInstant)?

    /// From an order to the pause: a station first makes sure that the order stays.
    static let hesitation = Duration.seconds(4)
    /// How long the vehicle pauses: it must see that the current has ended before the contactor moves.
    static let pause = Duration.seconds(12)

    /// One that lets all phases of an outlet through.
    init(all: Int) {
        self.all = all
        phases = all
    }

    /// Follows an order; without a number it is of all phases.
    ///
    /// - Returns: whether its vehicle must pause now.
    mutating func follow(_ told: Int?, now: UTCInstant) -> Bool {
        let wanted = min(told ?? all, all)
        if move == nil, wanted != phases {
            move = (wanted, now + Self.hesitation, now + Self.hesitation + Self.pause)
        }
        guard let due = move else { return false }
        if wanted != due.to, now < due.pausesAt {
            move = nil
            return false
        }
        guard due.at <= now else { return due.pausesAt <= now }
        phases = due.to
        move = nil
        return false
    }
}
