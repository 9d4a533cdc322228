// SPDX-License-Identifier: Apache-2.0

/// What may flow into a node from above, on each phase and in total, and the load there that nobody controls.
///
/// kW, + import, - export. As with `FlowBounds`, the import limit wins where two bounds cross.
@frozen
public struct PhaseFlowBounds: Hashable, Sendable {
    /// Bounds of the total, and the sum of the phases' loads.
    public let total: FlowBounds
    /// Least flow on each phase; -infinity where there is no limit.
    public let lowerKW: PhaseVector
    /// Largest flow on each phase; +infinity where there is no limit.
    public let upperKW: PhaseVector
    /// Uncontrolled load at this very node.
    public let fixedKW: PhaseVector
    /// Most by which one phase may pass another; +infinity where that is not limited.
    public let unbalanceKW: Double

    /// No limit and no load.
    public static let open = PhaseFlowBounds(
        total: .open, lowerKW: PhaseVector(repeating: -.infinity), upperKW: PhaseVector(repeating: .infinity),
        fixedKW: .zero, unbalanceKW: .infinity)

    /// Bounds of a node; not-a-number, and loads of which one or their sum is beyond `PriceResponse.maximumKW`, are
    /// refused.
    public init(
        totalLowerKW: Double = -.infinity, totalUpperKW: Double = .infinity,
        lowerKW: PhaseVector = PhaseVector(repeating: -.infinity),
        upperKW: PhaseVector = PhaseVector(repeating: .infinity), fixedKW: PhaseVector = .zero,
        unbalanceKW: Double = .infinity
    ) throws(PhaseFlowBoundsError) {
        for lower in [lowerKW.a, lowerKW.b, lowerKW.c] where !(lower < .infinity) { throw .bounds(.lower(lower)) }
        for upper in [upperKW.a, upperKW.b, upperKW.c] where !(upper > -.infinity) { throw .bounds(.upper(upper)) }
        for fixed in [fixedKW.a, fixedKW.b, fixedKW.c] where !(fixed.magnitude <= PriceResponse.maximumKW) {
            throw .bounds(.fixed(fixed))
        }
        guard unbalanceKW >= 0 else { throw .unbalance(unbalanceKW) }
        do throws(FlowBoundsError) {
            total = try FlowBounds(lowerKW: totalLowerKW, upperKW: totalUpperKW, fixedKW: fixedKW.sum)
        } catch {
            throw .bounds(error)
        }
        self.lowerKW = lowerKW
        self.upperKW = upperKW
        self.fixedKW = fixedKW
        self.unbalanceKW = unbalanceKW
    }

    private init(
        total: FlowBounds, lowerKW: PhaseVector, upperKW: PhaseVector, fixedKW: PhaseVector, unbalanceKW: Double
    ) {
        self.total = total
        self.lowerKW = lowerKW
        self.upperKW = upperKW
        self.fixedKW = fixedKW
        self.unbalanceKW = unbalanceKW
    }

    /// The bounds of one of the node's flows.
    @inlinable
    public func boundsKW(of flow: LimitedFlow) -> (lower: Double, upper: Double) {
        switch flow {
        case .a: (lowerKW.a, upperKW.a)
        case .b: (lowerKW.b, upperKW.b)
        case .c: (lowerKW.c, upperKW.c)
        case .total: (total.lowerKW, total.upperKW)
        case .aOverB, .bOverC, .cOverA: (-unbalanceKW, unbalanceKW)
        }
    }
}

/// Which value of a node's bounds is refused.
public enum PhaseFlowBoundsError: Error, Equatable, Sendable {
    /// A bound or a load, of a phase or of the total.
    case bounds(FlowBoundsError)
    /// Negative, or not a number.
    case unbalance(Double)
}
