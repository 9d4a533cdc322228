// SPDX-License-Identifier: Apache-2.0

public import GridModel

extension AllocationTree {
    /// The tree of a feeder; its positions are the allocation's positions.
    public init(_ index: FeederIndex) {
        self.init(preorderParent: index.parent, subtreeEnd: index.subtreeEnd, firstDER: index.firstDER)
    }
}
