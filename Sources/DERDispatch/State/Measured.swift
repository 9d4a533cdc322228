// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// A measured value with the times that decide how far it may be trusted.
public struct Measured<Value: Sendable & Hashable>: Sendable, Hashable {
    /// The value.
    public var value: Value
    /// When it was measured, by the source's clock where it gave one.
    public var sourceTime: UTCInstant
    /// When it reached us, on our steady clock.
    public var receivedAt: MonotonicInstant
    /// Age from which it is stale.
    public var maximumAge: Duration

    /// By its members.
    public init(value: Value, sourceTime: UTCInstant, receivedAt: MonotonicInstant, maximumAge: Duration) {
        self.value = value
        self.sourceTime = sourceTime
        self.receivedAt = receivedAt
        self.maximumAge = maximumAge
    }

    /// How far the value may be trusted now (design.md section 6, rule 2).
    public func quality(at now: MonotonicInstant) -> ReadingQuality {
        let age = now - receivedAt
        if isLive(at: now) { return .live }
        return age <= maximumAge * ReadingQuality.failedAfterAges ? .stale : .failed
    }

    /// The same reading where readings of its source are believed for another time now: it may grow stale sooner, never
    /// later.
    func declared(_ age: Duration, before: Duration) -> Measured {
        guard age < before, maximumAge <= before else { return self }
        return Measured(
            value: value, sourceTime: sourceTime, receivedAt: receivedAt, maximumAge: min(maximumAge, age))
    }

    /// Whether it is younger than its maximum age.
    public func isLive(at now: MonotonicInstant) -> Bool {
        (now - receivedAt).attoseconds <= maximumAge.attoseconds
    }

    /// The value while it is live, else nil.
    public func live(at now: MonotonicInstant) -> Value? { isLive(at: now) ? value : nil }
}

/// How far a reading may be trusted.
public enum ReadingQuality: String, Sendable {
    /// Younger than its maximum age.
    case live
    /// Older; it narrows, it never widens.
    case stale
    /// So old that the source counts as gone.
    case failed

    /// A source silent for this many maximum ages has failed: two may be lost on the way, three are an absence.
    static let failedAfterAges = 3
}
