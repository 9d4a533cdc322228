// SPDX-License-Identifier: Apache-2.0

/// A feeder's tree in the order in which the allocation walks it.
///
/// Nodes are numbered in preorder and DERs follow the order of their nodes, so the subtree of node `v` is the
/// contiguous range `v..<subtreeEnd[v]`, and so are its DERs. Reading the nodes backwards meets all children before
/// their parent.
///
///     caller's order              tree order (preorder)
///     0 head                      0 head
///     1 ├─ east                   1 ├─ east
///     2 ├─ west                   2 │  └─ site
///     3 └─ (of east) site         3 └─ west
public struct AllocationTree: Sendable {
    /// Most nodes, and most DERs, in one tree: positions are `Int32`, and one more must fit.
    public static let maximumCount = Int(Int32.max) - 1

    /// Parent's position; -1 for the head.
    public let parent: [Int32]
    /// One past the last node of each subtree.
    public let subtreeEnd: [Int32]
    /// Edges between the node and the head.
    public let depth: [Int32]
    /// First DER at each node; one more entry closes the last.
    public let firstDER: [Int32]
    /// The caller's number of each node, by position.
    public let callerNode: [Int32]
    /// The caller's number of each DER, by position.
    public let callerDER: [Int32]
    /// Depth of the deepest node.
    public let maximumDepth: Int

    /// Number of nodes.
    public var nodeCount: Int { parent.count }
    /// Number of DERs.
    public var derCount: Int { callerDER.count }

    /// Orders a tree given by each node's parent (-1 for the one head) and each DER's node, both in any order.
    public init(parent callerParent: [Int], nodeOfDER: [Int]) throws(AllocationTreeError) {
        try Self.check(parent: callerParent, nodeOfDER: nodeOfDER)
        callerNode = try Self.preorder(of: callerParent)
        var position = [Int32](repeating: 0, count: callerNode.count)
        for (at, node) in callerNode.enumerated() { position[Int(node)] = Int32(at) }
        parent = callerNode.map { callerParent[Int($0)] < 0 ? -1 : position[callerParent[Int($0)]] }
        (firstDER, callerDER) = Self.group(nodeOfDER.map { position[$0] }, nodes: callerNode.count)
        (subtreeEnd, depth) = Self.extents(of: parent)
        maximumDepth = Int(depth.max() ?? 0)
    }

    /// Takes over arrays that are in tree order already.
    init(preorderParent: [Int32], subtreeEnd: [Int32], firstDER: [Int32]) {
        parent = preorderParent
        self.subtreeEnd = subtreeEnd
        self.firstDER = firstDER
        depth = Self.extents(of: preorderParent).depth
        callerNode = Array(0..<Int32(preorderParent.count))
        callerDER = Array(0..<(firstDER.last ?? 0))
        maximumDepth = Int(depth.max() ?? 0)
    }

    /// Where each of the caller's nodes stands.
    public var nodePosition: [Int32] { Self.inverse(of: callerNode) }
    /// Where each of the caller's DERs stands.
    public var derPosition: [Int32] { Self.inverse(of: callerDER) }

    /// The DERs in the subtree of the node at position `node`.
    public func ders(below node: Int) -> Range<Int> {
        Int(firstDER[node])..<Int(firstDER[Int(subtreeEnd[node])])
    }
}

extension AllocationTree {
    private static func check(parent: [Int], nodeOfDER: [Int]) throws(AllocationTreeError) {
        guard max(parent.count, nodeOfDER.count) <= maximumCount else {
            throw .tooLarge(count: max(parent.count, nodeOfDER.count))
        }
        var head: Int?
        for (node, above) in parent.enumerated() {
            guard above >= -1, above < parent.count else { throw .parentOutOfRange(node: node, parent: above) }
            guard above < 0 else { continue }
            if let head { throw .twoHeads(head, node) }
            head = node
        }
        if head == nil { throw .noHead }
        for (der, node) in nodeOfDER.enumerated() where node < 0 || node >= parent.count {
            throw .nodeOutOfRange(der: der, node: node)
        }
    }

    /// The caller's nodes in preorder, children in the caller's order; a node on no path from the head is on a cycle.
    private static func preorder(of parent: [Int]) throws(AllocationTreeError) -> [Int32] {
        var firstChild = [Int32](repeating: -1, count: parent.count)
        var nextSibling = [Int32](repeating: -1, count: parent.count)
        var head: Int32 = 0
        for node in stride(from: parent.count - 1, through: 0, by: -1) {
            let above = parent[node]
            if above < 0 {
                head = Int32(node)
            } else {
                nextSibling[node] = firstChild[above]
                firstChild[above] = Int32(node)
            }
        }
        var order: [Int32] = []
        order.reserveCapacity(parent.count)
        var open = [head]
        while let node = open.popLast() {
            order.append(node)
            // The sibling waits below the child, so the child's subtree comes first.
            if nextSibling[Int(node)] >= 0 { open.append(nextSibling[Int(node)]) }
            if firstChild[Int(node)] >= 0 { open.append(firstChild[Int(node)]) }
        }
        guard order.count == parent.count else {
            var reached = [Bool](repeating: false, count: parent.count)
            for node in order { reached[Int(node)] = true }
            throw .cycle(node: reached.firstIndex(of: false) ?? 0)
        }
        return order
    }

    /// Counting sort of DERs by node: first DER of each node, and the DERs in that order.
    private static func group(_ node: [Int32], nodes: Int) -> (first: [Int32], order: [Int32]) {
        var first = [Int32](repeating: 0, count: nodes + 1)
        for position in node { first[Int(position) + 1] += 1 }
        for position in 0..<nodes { first[position + 1] += first[position] }
        var next = first
        var order = [Int32](repeating: 0, count: node.count)
        for (der, position) in node.enumerated() {
            order[Int(next[Int(position)])] = Int32(der)
            next[Int(position)] += 1
        }
        return (first, order)
    }

    private static func extents(of parent: [Int32]) -> (end: [Int32], depth: [Int32]) {
        var end = Array(1..<Int32(parent.count + 1))
        var depth = [Int32](repeating: 0, count: parent.count)
        for node in stride(from: parent.count - 1, to: 0, by: -1) {
            end[Int(parent[node])] = max(end[Int(parent[node])], end[node])
        }
        for node in parent.indices.dropFirst() { depth[node] = depth[Int(parent[node])] + 1 }
        return (end, depth)
    }

    private static func inverse(of order: [Int32]) -> [Int32] {
        var position = [Int32](repeating: 0, count: order.count)
        for (at, caller) in order.enumerated() { position[Int(caller)] = Int32(at) }
        return position
    }
}

/// Why parents and DERs do not make one tree; numbers are the caller's.
public enum AllocationTreeError: Error, Equatable, Sendable {
    /// More nodes or DERs than positions.
    case tooLarge(count: Int)
    /// No node has parent -1.
    case noHead
    /// Two nodes have parent -1.
    case twoHeads(Int, Int)
    /// A parent that is no node.
    case parentOutOfRange(node: Int, parent: Int)
    /// A node that cannot be reached from the head.
    case cycle(node: Int)
    /// A DER at no node.
    case nodeOutOfRange(der: Int, node: Int)
}
