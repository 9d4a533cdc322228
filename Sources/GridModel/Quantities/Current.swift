// SPDX-License-Identifier: Apache-2.0

/// Current magnitude per phase.
@frozen
public struct Current: Quantity {
    /// The value in amperes (SI).
    public var amperes: Double

    /// A value in amperes.
    @inlinable public static func amperes(_ value: Double) -> Current { Current(si: value) }

    /// By its members.
    @inlinable public init(si value: Double) { amperes = value }
    /// The value in the SI unit of the quantity.
    @inlinable public var si: Double { amperes }

}
