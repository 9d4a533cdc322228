// SPDX-License-Identifier: Apache-2.0

/// Active power. Load convention: positive = import, charging, consumption; negative = export, discharge, generation.
@frozen
public struct ActivePower: Quantity {
    /// The value in watts (SI).
    public var watts: Double

    /// A value in watts.
    @inlinable public static func watts(_ value: Double) -> ActivePower { ActivePower(si: value) }

    /// By its members.
    @inlinable public init(si value: Double) { watts = value }
    /// The value in the SI unit of the quantity.
    @inlinable public var si: Double { watts }

    /// A value in kilowatts.
    @inlinable public static func kilowatts(_ value: Double) -> ActivePower { ActivePower(si: value * 1e3) }

    /// The value in kilowatts.
    @inlinable public var kilowatts: Double { watts / 1e3 }

    /// Energy moved when this power holds for `seconds`.
    @inlinable public func energy(seconds: Double) -> ActiveEnergy { .joules(watts * seconds) }
}
