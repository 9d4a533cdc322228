// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The least that a state of charge is believed to be; turned round (1 - state of charge) the most.
///
/// A fall is believed at once. A rise is believed as far as energy can have flowed since the last firm value, and a
/// tolerance; one beyond that is a jump, and held back until it was confirmed by further readings for a while, the longer
/// the more often it has jumped:
///
/// ```
///   read      21 ─┐     ┌─ 21 ┐  ┌──── 21 21 21 21
///                 └─ 19 ┘     19─┘
///   believed  21 ─┐                         ┌─ 21
///                 └─ 19 ────────────────────┘
///                                |<─ confirmed ─>|
/// ```
public struct StateOfChargeEdge: Sendable, Hashable {
    /// What is believed, 0...1.
    private(set) var value: Double
    /// The last firm value, and when it was read.
    private var anchor: Double
    private var anchoredAt: MonotonicInstant
    /// What may have flowed in since then, as a part of the capacity.
    private var flowed = 0.0
    /// When the last reading came.
    private var seenAt: MonotonicInstant
    /// The least of the readings that are held back, how many there are, and since when.
    private var heldLeast = 0.0
    private var heldCount = 0
    private var heldSince: MonotonicInstant
    /// How often it fell by more than can have flowed out, lately, and when it did so last.
    private var falls = 0
    private var fellAt: MonotonicInstant?

    /// Rise in one step that needs no energy: a state of charge that comes in whole percents.
    static let tolerance = 0.0101
    /// Readings that confirm a jump, itself among them: one may be wrong, two may be the same message repeated.
    static let confirmingReadings = 3
    /// Each fall by a jump doubles the time that confirms a rise, up to 16 times: who jumps down and up again is believed
    /// ever later.
    static let mostFalls = 4
    /// Falls count until none came for this long.
    static let fallsForgottenAfter = Duration.seconds(3_600)
    /// Energy that flowed and shows in no reading yet, as a part of the capacity: some batteries report in coarse steps.
    static let largestBacklog = 0.05

    /// The first reading is believed.
    init(_ value: Double, at time: MonotonicInstant) {
        self.value = value
        anchor = value
        anchoredAt = time
        seenAt = time
        heldSince = time
    }

    /// Whether a reading is held back.
    var isHolding: Bool { heldCount > 0 }

    /// Notes what may have flowed in, as a part of the capacity.
    mutating func flow(_ part: Double) { flowed += max(part, 0) }

    /// Takes in a reading that came at `time`; one that was seen before changes nothing.
    mutating func take(_ reading: Double, at time: MonotonicInstant, confirmation: Duration) {
        guard time > seenAt else { return }
        seenAt = time
        // One that was held back and is gone again was a jump too.
        if isHolding, reading <= value + Self.tolerance { noteFall(at: time) }
        if reading <= value {
            // Level again: it may still be on its way to where it fell from, and what flowed counts on.
            if reading < value - Self.tolerance { noteFall(at: time) }
            if reading < value { settle(reading, at: time, backlog: 0) }
            heldCount = 0
            anchorLater(at: time, confirmation)
        } else if reading <= anchor + flowed + Self.tolerance {
            value = reading
            heldCount = 0
            anchorLater(at: time, confirmation)
        } else {
            hold(reading, at: time, confirmation)
        }
    }

    private mutating func hold(_ reading: Double, at time: MonotonicInstant, _ confirmation: Duration) {
        if !isHolding { heldSince = time }
        heldLeast = isHolding ? min(heldLeast, reading) : reading
        heldCount += 1
        if let fellAt, time - fellAt >= Self.fallsForgottenAfter { falls = 0 }
        if heldCount >= Self.confirmingReadings, time - heldSince >= confirmation * (1 << falls) {
            settle(heldLeast, at: time, backlog: 0)
        }
    }

    private mutating func noteFall(at time: MonotonicInstant) {
        if let fellAt, time - fellAt >= Self.fallsForgottenAfter { falls = 0 }
        // The first fall may be the truth.
        if fellAt != nil { falls = min(falls + 1, Self.mostFalls) }
        fellAt = time
    }

    /// A value that has stood for long enough is firm.
    private mutating func anchorLater(at time: MonotonicInstant, _ confirmation: Duration) {
        guard time - anchoredAt >= confirmation else { return }
        settle(value, at: time, backlog: min(max(anchor + flowed - value, 0), Self.largestBacklog))
    }

    private mutating func settle(_ firm: Double, at time: MonotonicInstant, backlog: Double) {
        value = firm
        anchor = firm
        anchoredAt = time
        flowed = backlog
        heldCount = 0
    }
}
