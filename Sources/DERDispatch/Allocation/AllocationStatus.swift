// SPDX-License-Identifier: Apache-2.0

/// How an allocation ended. Bounds, as relaxed for overloads, hold in either case.
public enum AllocationStatus: Equatable, Sendable {
    /// Each binding node lies within `AllocationSolver.leastReportedKW` of its bound, most far closer.
    case optimal
    /// At this node no representable price, or none within the permitted evaluations, met the bound: `unusedKW` of room
    /// under it is left (the largest such gap; `nodes` had one).
    case inexact(node: Int, unusedKW: Double, nodes: Int)
}

/// A limit that nothing within the subtree can meet.
public struct NodeOverload: Hashable, Sendable {
    /// Which limit.
    public enum Direction: String, Sendable {
        /// More flows in than the import limit permits.
        case `import`
        /// More flows out than the export limit permits.
        case export
    }

    /// Position of the node in the tree.
    public let node: Int
    /// Least amount in kW by which the limit is passed.
    public let kW: Double
    /// Which limit is passed.
    public let direction: Direction
}
