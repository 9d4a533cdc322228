// SPDX-License-Identifier: Apache-2.0

/// One question to the sharing by filling: how the rooms under the limits of several accounts are shared where each DER
/// gives way at one limit alone, the tightest on its path (see `FillingSolver`).
///
///     flow(account, v) = fixed(account, v) + share[account] x p of the DERs at v + flows of v's children
///     lower(account, v) <= flow(account, v) <= upper(account, v)
///
/// All arrays are in the tree's order.
public struct FillingProblem: Sendable {
    /// The tree.
    public let tree: AllocationTree
    /// Bounds of each node by the account's raw value; an empty array where the account has no bound anywhere.
    public let bounds: [[FlowBounds]]
    /// Response of each DER: its own power to the one price that it answers to.
    public let ders: [PriceResponse]
    /// What each DER adds to the accounts.
    public let shares: [AccountShares]

    /// A problem; array lengths that do not fit the tree are refused.
    public init(
        tree: AllocationTree, bounds: [[FlowBounds]], ders: [PriceResponse], shares: [AccountShares]
    ) throws(AllocationProblemError) {
        guard bounds.count == FlowAccount.allCases.count else {
            throw .accountCount(given: bounds.count, expected: FlowAccount.allCases.count)
        }
        for nodes in bounds where !nodes.isEmpty && nodes.count != tree.nodeCount {
            throw .nodeCount(given: nodes.count, expected: tree.nodeCount)
        }
        for count in [ders.count, shares.count] where count != tree.derCount {
            throw .derCount(given: count, expected: tree.derCount)
        }
        self.tree = tree
        self.bounds = bounds
        self.ders = ders
        self.shares = shares
    }
}
