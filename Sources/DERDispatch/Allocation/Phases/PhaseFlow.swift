// SPDX-License-Identifier: Apache-2.0

/// What flows into a node, in kW.
@frozen
public struct PhaseFlow: Hashable, Sendable {
    /// On each phase.
    public var phases: PhaseVector
    /// In total, added up apart from the phases.
    public var total: Double

    static let zero = PhaseFlow(phases: .zero, total: 0)

    /// One of the flows that limits bound.
    @inlinable
    public func kW(of flow: LimitedFlow) -> Double {
        switch flow {
        case .a: phases.a
        case .b: phases.b
        case .c: phases.c
        case .total: total
        case .aOverB: phases.a - phases.b
        case .bOverC: phases.b - phases.c
        case .cOverA: phases.c - phases.a
        }
    }

    @inline(__always)
    mutating func add(_ other: PhaseFlow) {
        phases.add(other.phases)
        total += other.total
    }
}
