// SPDX-License-Identifier: Apache-2.0

/// One question to the allocation: share what the tree allows among the DERs at least cost.
///
///     minimise    headPrice x flow(head) + sum of cost(p)
///     subject to  lower <= p <= upper                       for each DER
///                 lower <= flow(v) <= upper                 for each node
///                 flow(v) = fixed(v) + DERs at v + flows of v's children
///
/// All arrays are in the tree's order.
public struct AllocationProblem: Sendable {
    /// The tree.
    public let tree: AllocationTree
    /// Price of importing at the head; not-a-number and infinity are refused.
    public private(set) var headPrice: Double
    /// Bounds of each node.
    public private(set) var nodes: [FlowBounds]
    /// Response of each DER.
    public private(set) var ders: [PriceResponse]

    /// A problem; array lengths that do not fit the tree are refused.
    public init(
        tree: AllocationTree, nodes: [FlowBounds], ders: [PriceResponse], headPrice: Double = 0
    ) throws(AllocationProblemError) {
        guard nodes.count == tree.nodeCount else {
            throw .nodeCount(given: nodes.count, expected: tree.nodeCount)
        }
        guard ders.count == tree.derCount else { throw .derCount(given: ders.count, expected: tree.derCount) }
        guard headPrice.isFinite else { throw .headPrice(headPrice) }
        self.tree = tree
        self.nodes = nodes
        self.ders = ders
        self.headPrice = headPrice
    }

    /// Bounds of the node at a position.
    public subscript(node position: Int) -> FlowBounds {
        get { nodes[position] }
        set { nodes[position] = newValue }
    }

    /// Response of the DER at a position.
    public subscript(der position: Int) -> PriceResponse {
        get { ders[position] }
        set { ders[position] = newValue }
    }

    /// The value that the allocation minimises: `headPrice x headFlowKW` and the cost of each DER's power.
    public func objective(setpointsKW: [Double], headFlowKW: Double) -> Double {
        var total = headPrice * headFlowKW
        for (der, power) in zip(ders, setpointsKW) { total += der.cost(ofKW: power) }
        return total
    }
}

/// Why arrays do not make a problem.
public enum AllocationProblemError: Error, Equatable, Sendable {
    /// Not one `FlowBounds` per node.
    case nodeCount(given: Int, expected: Int)
    /// Not one array of bounds per `FlowAccount`.
    case accountCount(given: Int, expected: Int)
    /// Not one `PriceResponse` per DER.
    case derCount(given: Int, expected: Int)
    /// The price at the head is not a finite number.
    case headPrice(Double)
}
