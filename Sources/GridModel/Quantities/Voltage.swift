// SPDX-License-Identifier: Apache-2.0

/// Voltage magnitude; line to neutral unless the name says otherwise.
@frozen
public struct Voltage: Quantity {
    /// The value in volts (SI).
    public var volts: Double

    /// A value in volts.
    @inlinable public static func volts(_ value: Double) -> Voltage { Voltage(si: value) }

    /// By its members.
    @inlinable public init(si value: Double) { volts = value }
    /// The value in the SI unit of the quantity.
    @inlinable public var si: Double { volts }

    /// A value in kilovolts.
    @inlinable public static func kilovolts(_ value: Double) -> Voltage { Voltage(si: value * 1e3) }
}
