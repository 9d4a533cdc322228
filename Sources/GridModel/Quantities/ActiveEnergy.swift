// SPDX-License-Identifier: Apache-2.0

/// Active energy. Positive = drawn from the grid into the equipment.
@frozen
public struct ActiveEnergy: Quantity {
    /// The value in joules (SI).
    public var joules: Double

    /// A value in joules.
    @inlinable public static func joules(_ value: Double) -> ActiveEnergy { ActiveEnergy(si: value) }

    /// By its members.
    @inlinable public init(si value: Double) { joules = value }
    /// The value in the SI unit of the quantity.
    @inlinable public var si: Double { joules }

    /// A value in kilowatt-hours.
    @inlinable public static func kilowattHours(_ value: Double) -> ActiveEnergy { ActiveEnergy(si: value * 3.6e6) }

    /// The value in kilowatt-hours.
    @inlinable public var kilowattHours: Double { joules / 3.6e6 }
}
