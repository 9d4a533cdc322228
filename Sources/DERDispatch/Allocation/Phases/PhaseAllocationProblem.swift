// SPDX-License-Identifier: Apache-2.0

/// The allocation where phases have limits of their own.
///
///     minimise    headPrice x total flow(head) + sum of cost(p)
///     subject to  lower <= p <= upper                              for each DER
///                 lower <= flow <= upper                           for each phase of a node, and for their total
///                 flow(v) = fixed(v) + sum of share x p at v + flows of v's children          (on three phases)
///                 differences of two phases at v <= unbalance(v)
///
/// All arrays are in the tree's order.
public struct PhaseAllocationProblem: Sendable {
    /// The same question with the totals' limits alone; it holds the tree, the responses and the price at the head.
    public private(set) var totals: AllocationProblem
    /// Bounds of each node.
    public private(set) var nodes: [PhaseFlowBounds]
    /// How each DER's power falls on the phases.
    public private(set) var shares: [PhaseShare]

    /// The tree.
    public var tree: AllocationTree { totals.tree }
    /// Response of each DER.
    public var ders: [PriceResponse] { totals.ders }
    /// Price of importing at the head, on whichever phase.
    public var headPrice: Double { totals.headPrice }

    /// A problem; array lengths that do not fit the tree are refused.
    public init(
        tree: AllocationTree, nodes: [PhaseFlowBounds], ders: [PriceResponse], shares: [PhaseShare],
        headPrice: Double = 0
    ) throws(AllocationProblemError) {
        guard shares.count == tree.derCount else { throw .derCount(given: shares.count, expected: tree.derCount) }
        totals = try AllocationProblem(tree: tree, nodes: nodes.map(\.total), ders: ders, headPrice: headPrice)
        self.nodes = nodes
        self.shares = shares
    }

    /// Bounds of the node at a position.
    public subscript(node position: Int) -> PhaseFlowBounds {
        get { nodes[position] }
        set {
            nodes[position] = newValue
            totals[node: position] = newValue.total
        }
    }

    /// Response of the DER at a position.
    public subscript(der position: Int) -> PriceResponse {
        get { totals[der: position] }
        set { totals[der: position] = newValue }
    }

    /// Phases of the DER at a position.
    public subscript(share position: Int) -> PhaseShare {
        get { shares[position] }
        set { shares[position] = newValue }
    }
}
