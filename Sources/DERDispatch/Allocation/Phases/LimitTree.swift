// SPDX-License-Identifier: Apache-2.0

/// What is left of a feeder's tree when only limits that can bind are kept.
///
///     head (no limit)                   block 0: east       } component 0
///     ├─ east (limit) ─ site ─ DERs      └ block 1: garage  }
///     │   └─ garage (limit) ─ DERs       block 2: west      } component 1
///     └─ west (limit) ─ DERs
///
/// A node with a kept limit is a block; DERs and loads belong to the nearest block at or above them. Blocks are in
/// preorder. Blocks without a common block above them share no limit: each such part is a component, solved alone.
struct LimitTree: Sendable {
    var rows: [LimitRow] = []
    var blocks: [LimitBlock] = []
    var components: [LimitComponent] = []
    /// Nearest block at or above each node; -1 where there is none.
    var blockOfNode: [Int32] = []

    /// The limits of a block, the innermost first.
    @inline(__always)
    func rows(of block: Int) -> Range<Int> {
        Int(blocks[block].firstRow)..<(block + 1 < blocks.count ? Int(blocks[block + 1].firstRow) : rows.count)
    }

    /// Blocks and components from the rows, which are in the order of their nodes.
    mutating func build(on tree: AllocationTree) {
        blocks.removeAll(keepingCapacity: true)
        components.removeAll(keepingCapacity: true)
        var row = 0
        for node in 0..<tree.nodeCount {
            let above = node == 0 ? -1 : blockOfNode[Int(tree.parent[node])]
            guard row < rows.count, rows[row].node == node else {
                blockOfNode[node] = above
                continue
            }
            blockOfNode[node] = Int32(blocks.count)
            if above < 0 {
                let empty = blocks.count..<blocks.count
                components.append(LimitComponent(top: node, blocks: empty, rows: row..<row))
            }
            blocks.append(LimitBlock(parent: above, firstRow: Int32(row)))
            while row < rows.count, rows[row].node == node { row += 1 }
            components[components.count - 1].close(blocks: blocks.count, rows: row)
        }
    }
}

/// A node with limits.
struct LimitBlock: Sendable {
    /// The nearest block above; -1 where there is none.
    let parent: Int32
    let firstRow: Int32
}

/// Blocks that share limits with no others.
struct LimitComponent: Sendable {
    /// The node of the first block: all DERs below it belong here.
    let top: Int
    private(set) var blocks: Range<Int>
    private(set) var rows: Range<Int>

    fileprivate mutating func close(blocks end: Int, rows endRow: Int) {
        blocks = blocks.lowerBound..<end
        rows = rows.lowerBound..<endRow
    }
}

/// One limit that can bind: `lower <= direction x flow <= upper`, a side that cannot bind being infinite.
struct LimitRow: Sendable {
    let node: Int32
    let flow: LimitedFlow
    let direction: PhaseVector
    /// Bounds in kW after relaxation.
    private(set) var lower: Double
    private(set) var upper: Double
    /// Where the solver aims: inside the bounds by more than sums of powers can be off by rounding.
    private(set) var floor: Double
    private(set) var ceiling: Double
    /// Within this distance a flow has met its aim.
    let tolerance: Double
    /// The limit's shadow price: positive where the upper bound decides, negative where the lower one does.
    var price = 0.0

    init(node: Int, flow: LimitedFlow, bounds: RelaxedBounds) {
        self.node = Int32(node)
        self.flow = flow
        direction = flow.direction
        (lower, upper) = (bounds.lower, bounds.upper)
        (floor, ceiling) = (bounds.floor, bounds.ceiling)
        tolerance = bounds.margin / 2
    }

    /// Moves a bound that the flow passes to the flow.
    mutating func relax(to flow: Double) {
        if flow > upper { (upper, ceiling) = (flow, flow) }
        if flow < lower { (lower, floor) = (flow, flow) }
    }
}

/// Bounds of one flow, moved as far as what is below forces them.
struct RelaxedBounds {
    var lower: Double
    var upper: Double
    /// What to aim at: inside the bounds.
    var floor: Double
    var ceiling: Double
    /// A little more than rounding can do to sums of this size.
    var margin: Double

    mutating func dropLower() { (lower, floor) = (-.infinity, -.infinity) }
    mutating func dropUpper() { (upper, ceiling) = (.infinity, .infinity) }
}
