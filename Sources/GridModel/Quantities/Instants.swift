// SPDX-License-Identifier: Apache-2.0

/// A point in civil time: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Starts and ends of limits and schedules, departures, source times and everything that is stored or shown.
@frozen
public struct UTCInstant: Hashable, Comparable, Sendable {
    /// Milliseconds since the epoch.
    public var milliseconds: Int64

    /// Milliseconds since the epoch.
    @inlinable public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Whether the left one is less.
    @inlinable public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
    /// So much later.
    @inlinable public static func + (left: Self, span: Duration) -> Self {
        Self(milliseconds: left.milliseconds + span.inMilliseconds)
    }
    /// So much earlier.
    @inlinable public static func - (left: Self, span: Duration) -> Self {
        Self(milliseconds: left.milliseconds - span.inMilliseconds)
    }
    /// The difference.
    @inlinable public static func - (left: Self, right: Self) -> Duration {
        Duration(wholeMilliseconds: left.milliseconds - right.milliseconds)
    }
}

/// A point on the steady clock of one run of the gateway: milliseconds since an arbitrary start.
///
/// Leases and ages of readings run on it, so that a step of the wall clock neither revives nor kills them. It means
/// nothing in another run: what outlives a restart is stored as `UTCInstant`.
@frozen
public struct MonotonicInstant: Hashable, Comparable, Sendable {
    /// Milliseconds since the arbitrary start.
    public var milliseconds: Int64

    /// Milliseconds since the arbitrary start.
    @inlinable public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Whether the left one is less.
    @inlinable public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
    /// So much later.
    @inlinable public static func + (left: Self, span: Duration) -> Self {
        Self(milliseconds: left.milliseconds + span.inMilliseconds)
    }
    /// So much earlier.
    @inlinable public static func - (left: Self, span: Duration) -> Self {
        Self(milliseconds: left.milliseconds - span.inMilliseconds)
    }
    /// The difference.
    @inlinable public static func - (left: Self, right: Self) -> Duration {
        Duration(wholeMilliseconds: left.milliseconds - right.milliseconds)
    }
}

/// The same moment on both clocks; every deciding function takes one and asks no clock itself.
@frozen
public struct Moment: Hashable, Sendable {
    /// Civil time.
    public var utc: UTCInstant
    /// Steady time of this run.
    public var steady: MonotonicInstant

    /// The same moment on both clocks.
    @inlinable public init(utc: UTCInstant, steady: MonotonicInstant) {
        self.utc = utc
        self.steady = steady
    }

    /// The moment `span` later on both clocks.
    @inlinable public static func + (left: Self, span: Duration) -> Self {
        Self(utc: left.utc + span, steady: left.steady + span)
    }
}

// Whole milliseconds go by the attoseconds: `components` and `Duration.milliseconds` go through arithmetic that is not
// inlined, and a tick asks for hundreds of thousands of spans. Seconds, asked for less often, go by `components`.
extension Duration {
    @usableFromInline static var attosecondsPerMillisecond: Int128 { 1_000_000_000_000_000 }

    /// A span of whole milliseconds.
    @inlinable public init(wholeMilliseconds: Int64) {
        self.init(attoseconds: Int128(wholeMilliseconds) * Self.attosecondsPerMillisecond)
    }

    /// The span in seconds.
    @inlinable public var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }

    /// The span in whole milliseconds, rounded towards zero.
    @inlinable public var inMilliseconds: Int64 { Int64(attoseconds / Self.attosecondsPerMillisecond) }
}
