// SPDX-License-Identifier: Apache-2.0

import JSON

/// A moment in a message: civil time, UTC.
public struct OCPPTimestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var milliseconds: Int64

    /// Milliseconds since 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Earlier and later.
    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    /// As it is written: RFC 3339 with milliseconds and `Z`.
    public var description: String { RFC3339.format(milliseconds: milliseconds) }
}
