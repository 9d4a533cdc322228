// SPDX-License-Identifier: Apache-2.0

/// How an allocation with phases ended. Bounds, as relaxed for overloads, hold in either case.
public enum PhaseAllocationStatus: Equatable, Sendable {
    /// The certified gap is at most `PhaseAllocationSolver.relativeGap` of the objective.
    case optimal
    /// The answer keeps all bounds; by so much of the objective it may miss the optimum.
    case inexact(relativeGap: Double)
}

/// A limit of a phase, a total or an unbalance that is passed because nothing better exists.
public struct PhaseOverload: Hashable, Sendable {
    /// Position of the node in the tree.
    public let node: Int
    /// What is limited there.
    public let flow: LimitedFlow
    /// Amount in kW by which the limit is passed.
    public let kW: Double
    /// Which limit is passed.
    public let direction: NodeOverload.Direction
}

/// How good an answer is, worked out from its powers and prices alone and not from how they were found.
///
/// Prices of any kind give a lower bound on what each possible answer costs: each DER takes the power that is cheapest
/// for it at its price, each limit is paid for. The distance to the cost of the answer is the gap.
public struct AllocationCertificate: Equatable, Sendable {
    /// What the answer costs.
    public internal(set) var objective = 0.0
    /// By how much the answer may cost more than the best one under the relaxed limits; never negative.
    public internal(set) var gap = 0.0
    /// kW by which limits are passed that single nodes could have kept, but not all together.
    public internal(set) var conflictKW = 0.0
    /// The least that these kW can be; 0 where nothing was proved.
    public internal(set) var leastConflictKW = 0.0

    /// The gap as a share of the objective (of 1 where that is smaller).
    public var relativeGap: Double { gap / max(1, objective.magnitude) }
}
