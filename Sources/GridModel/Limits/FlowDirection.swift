// SPDX-License-Identifier: Apache-2.0

/// The direction of flow that a limit bounds.
public enum FlowDirection: String, Sendable, CaseIterable {
    /// From the grid into the node.
    case `import`
    /// Out of the node into the grid.
    case export
}
