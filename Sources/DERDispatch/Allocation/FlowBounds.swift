// SPDX-License-Identifier: Apache-2.0

/// What may flow into a node from above, and the load at the node that nobody controls. All in kW, + import, - export.
///
/// The bounds may lie on either side of 0. Where they cross (`lowerKW > upperKW`) the import limit wins: the flow stays
/// at or under `upperKW` and the rest is reported as an export overload.
@frozen
public struct FlowBounds: Hashable, Sendable {
    /// Least flow in kW (the negative export limit); -infinity where there is no limit.
    public let lowerKW: Double
    /// Largest flow in kW (the import limit); +infinity where there is no limit.
    public let upperKW: Double
    /// Uncontrolled load at this very node in kW.
    public let fixedKW: Double

    /// No limit and no load.
    public static let open = FlowBounds(uncheckedLowerKW: -.infinity, upperKW: .infinity, fixedKW: 0)

    /// Nothing in, nothing out.
    static let closed = FlowBounds(uncheckedLowerKW: 0, upperKW: 0, fixedKW: 0)

    /// Bounds of a node; not-a-number and a load beyond `PriceResponse.maximumKW` are refused.
    public init(lowerKW: Double, upperKW: Double, fixedKW: Double) throws(FlowBoundsError) {
        guard lowerKW < .infinity else { throw .lower(lowerKW) }
        guard upperKW > -.infinity else { throw .upper(upperKW) }
        guard fixedKW.magnitude <= PriceResponse.maximumKW else { throw .fixed(fixedKW) }
        self.init(uncheckedLowerKW: lowerKW, upperKW: upperKW, fixedKW: fixedKW)
    }

    private init(uncheckedLowerKW lowerKW: Double, upperKW: Double, fixedKW: Double) {
        self.lowerKW = lowerKW
        self.upperKW = upperKW
        self.fixedKW = fixedKW
    }
}

/// Which value of a node's bounds is refused.
public enum FlowBoundsError: Error, Equatable, Sendable {
    /// Not a number, or +infinity.
    case lower(Double)
    /// Not a number, or -infinity.
    case upper(Double)
    /// Not a number, or beyond `PriceResponse.maximumKW`.
    case fixed(Double)
}
