// SPDX-License-Identifier: Apache-2.0

/// Apparent power, a magnitude; the rating of transformers.
@frozen
public struct ApparentPower: Quantity {
    /// The value in volt-amperes (SI).
    public var voltAmperes: Double

    /// A value in volt-amperes.
    @inlinable public static func voltAmperes(_ value: Double) -> ApparentPower { ApparentPower(si: value) }

    /// By its members.
    @inlinable public init(si value: Double) { voltAmperes = value }
    /// The value in the SI unit of the quantity.
    @inlinable public var si: Double { voltAmperes }

    /// A value in kVA.
    @inlinable public static func kilovoltAmperes(_ value: Double) -> ApparentPower { ApparentPower(si: value * 1e3) }

    /// The value in kVA.
    @inlinable public var kilovoltAmperes: Double { voltAmperes / 1e3 }
}
