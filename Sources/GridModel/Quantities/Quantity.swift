// SPDX-License-Identifier: Apache-2.0

/// A physical quantity: one `Double` in SI units, so that it costs nothing and cannot be mixed up.
///
/// Quantities of one dimension add and compare. A quantity times a plain factor keeps its dimension, and the ratio of
/// two is a plain number. Nothing else is overloaded: what changes dimension is a named method.
public protocol Quantity: Hashable, Comparable, Sendable {
    /// The value in SI units.
    var si: Double { get }
    /// Builds the quantity from its value in SI units.
    init(si: Double)
}

extension Quantity {
    /// The quantity of value nought.
    @inlinable public static var zero: Self { Self(si: 0) }

    /// The magnitude.
    @inlinable public var magnitude: Self { Self(si: si.magnitude) }

    /// Whether the value is a number and finite.
    @inlinable public var isFinite: Bool { si.isFinite }

    /// Whether the left one is less.
    @inlinable public static func < (left: Self, right: Self) -> Bool { left.si < right.si }
    /// The sum.
    @inlinable public static func + (left: Self, right: Self) -> Self { Self(si: left.si + right.si) }
    /// The difference.
    @inlinable public static func - (left: Self, right: Self) -> Self { Self(si: left.si - right.si) }
    /// The same magnitude with the other sign.
    @inlinable public static prefix func - (value: Self) -> Self { Self(si: -value.si) }
    /// Adds.
    @inlinable public static func += (left: inout Self, right: Self) { left = left + right }
    /// Takes away.
    @inlinable public static func -= (left: inout Self, right: Self) { left = left - right }
    /// So many times as much.
    @inlinable public static func * (left: Self, factor: Double) -> Self { Self(si: left.si * factor) }
    /// The part.
    @inlinable public static func / (left: Self, divisor: Double) -> Self { Self(si: left.si / divisor) }
    /// The ratio of two, a plain number.
    @inlinable public static func / (left: Self, right: Self) -> Double { left.si / right.si }

    /// The value moved into `[lower, upper]`; `lower` wins where the bounds cross.
    @inlinable public func clamped(lower: Self, upper: Self) -> Self { max(lower, min(upper, self)) }
}
