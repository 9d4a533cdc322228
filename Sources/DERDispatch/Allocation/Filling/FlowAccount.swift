// SPDX-License-Identifier: Apache-2.0

/// What is counted of the flow into a node. Each account has limits, and prices, of its own.
public enum FlowAccount: Int, CaseIterable, Sendable {
    /// kW on phase A.
    case a
    /// kW on phase B.
    case b
    /// kW on phase C.
    case c
    /// kW of all phases.
    case total
    /// kW of all phases if each carried what the heaviest carries.
    case equivalent
}

/// A limit of one account that is passed.
public struct AccountOverload: Hashable, Sendable {
    /// Position of the node in the tree.
    public let node: Int
    /// Which of its flows.
    public let account: FlowAccount
    /// Which of its limits.
    public let direction: NodeOverload.Direction
    /// Amount in kW by which the limit is passed.
    public let kW: Double
}
