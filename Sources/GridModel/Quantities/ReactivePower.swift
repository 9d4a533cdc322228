// SPDX-License-Identifier: Apache-2.0

/// Reactive power. Load convention: positive = inductive, absorbed.
@frozen
public struct ReactivePower: Quantity {
    /// The value in volt-amperes reactive (SI).
    public var vars: Double

    /// A value in volt-amperes reactive.
    @inlinable public static func vars(_ value: Double) -> ReactivePower { ReactivePower(si: value) }

    /// By its members.
    @inlinable public init(si value: Double) { vars = value }
    /// The value in the SI unit of the quantity.
    @inlinable public var si: Double { vars }

    /// A value in kvar.
    @inlinable public static func kilovars(_ value: Double) -> ReactivePower { ReactivePower(si: value * 1e3) }

    /// The value in kvar.
    @inlinable public var kilovars: Double { vars / 1e3 }
}
