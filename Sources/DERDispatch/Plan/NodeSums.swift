// SPDX-License-Identifier: Apache-2.0

/// What the DERs below a node add up to, kW: side by side, so that a tree of them is added up in one pass.
struct NodeSums {
    /// What is counted as imports.
    var imports = 0.0
    /// The same in the account of the whole node.
    var countedWhole = 0.0
    /// What is counted as exports, load convention.
    var exports = 0.0
    /// What they draw as far as it is measured.
    var drawn = 0.0
    /// Where they are to arrive, or what they surely draw where that is more; in the account of the whole node.
    var targets = 0.0
    /// What is withheld for those that cannot be commanded.
    var unreachable = 0.0
    /// What is withheld for those that have not confirmed less.
    var notReadBack = 0.0
    /// What is withheld for those that leave some unused.
    var unused = 0.0

    mutating func add(_ other: NodeSums) {
        imports += other.imports
        countedWhole += other.countedWhole
        exports += other.exports
        drawn += other.drawn
        targets += other.targets
        unreachable += other.unreachable
        notReadBack += other.notReadBack
        unused += other.unused
    }
}
