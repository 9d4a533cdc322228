// SPDX-License-Identifier: Apache-2.0

/// The tree that the declared nodes form, with what is wrong about its shape.
struct TopologyTree {
    /// Positions of the declared nodes that hang on the head, parents before children.
    private(set) var order: [Int] = []
    /// Parent's position of each declared node; nil at heads and where it is unknown.
    private(set) var parents: [Int?]
    /// Whether every node hangs on the one head.
    private(set) var isWhole = false

    init(_ nodes: [DeclaredNode], log: inout FindingLog) {
        var position: [ConnectivityNode.ID: Int] = [:]
        position.reserveCapacity(nodes.count)
        var duplicates: Set<Int> = []
        for (index, node) in nodes.enumerated() {
            if let first = position[node.node.id] {
                duplicates.insert(index)
                log.error(
                    node.place,
                    "duplicate id \(node.node.id); it stands first at line \(nodes[first].place.line)"
                        + " (\(nodes[first].place.path))")
            } else {
                position[node.node.id] = index
            }
        }
        parents = nodes.map { $0.node.parent.flatMap { position[$0] } }
        for (index, node) in nodes.enumerated() { checkParent(of: node, at: index, nodes, log: &log) }
        let heads = checkHeads(nodes, duplicates: duplicates, log: &log)
        order = preorder(from: heads, nodes: nodes.count, duplicates: duplicates)
        reportCycles(nodes, log: &log)
        isWhole = heads.count == 1 && duplicates.isEmpty && order.count == nodes.count
    }

    private func checkParent(of node: DeclaredNode, at index: Int, _ nodes: [DeclaredNode], log: inout FindingLog) {
        guard let parent = node.node.parent else { return }
        if node.node.kind == .substation {
            log.error(node.parentPlace, "the substation is the head of the feeder and has no parent")
        }
        guard let above = parents[index] else {
            return log.error(node.parentPlace, "unknown parent \(parent)\(Self.hint(for: parent, nodes))")
        }
        if nodes[above].node.kind == .usagePoint {
            log.error(node.parentPlace, "the parent \(parent) is a site; a site is a leaf of the tree")
        }
    }

    private static func hint(for parent: ConnectivityNode.ID, _ nodes: [DeclaredNode]) -> String {
        // Nodes stand before sites; some hundreds are enough to look for a misspelt one.
        let near = KeySuggestion.nearest(to: parent.text, among: nodes.prefix(300).map(\.node.id.text))
        return near.map { "; did you mean \($0)?" } ?? ""
    }

    private func checkHeads(_ nodes: [DeclaredNode], duplicates: Set<Int>, log: inout FindingLog) -> [Int] {
        let parentless = nodes.indices.filter { nodes[$0].node.parent == nil && !duplicates.contains($0) }
        let heads = parentless.filter { nodes[$0].node.kind == .substation }
        for index in parentless where nodes[index].node.kind != .substation && nodes[index].node.kind != .usagePoint {
            log.error(
                nodes[index].place, "\(nodes[index].node.id) has no parent; only the substation, the head, has none")
        }
        if heads.isEmpty {
            log.error(Place(line: 1, column: 1, path: "nodes"), "no head: one node of kind substation without a parent")
        }
        for index in heads.dropFirst() {
            let first = nodes[heads[0]]
            log.error(
                nodes[index].place,
                "a second head, \(nodes[index].node.id); the first is \(first.node.id) at line \(first.place.line)")
        }
        return heads
    }

    private func preorder(from heads: [Int], nodes count: Int, duplicates: Set<Int>) -> [Int] {
        var children = [[Int]](repeating: [], count: count)
        for (index, parent) in parents.enumerated() where !duplicates.contains(index) {
            if let parent { children[parent].append(index) }
        }
        var order: [Int] = []
        order.reserveCapacity(count)
        var seen = [Bool](repeating: false, count: count)
        var pending = Array(heads.reversed())
        while let index = pending.popLast() {
            if seen[index] { continue }
            seen[index] = true
            order.append(index)
            pending.append(contentsOf: children[index].reversed())
        }
        return order
    }

    /// Each loop once, named from the node that the text gives first.
    private func reportCycles(_ nodes: [DeclaredNode], log: inout FindingLog) {
        var visitedBy = [Int?](repeating: nil, count: nodes.count)
        for start in nodes.indices where visitedBy[start] == nil {
            var index: Int? = start
            while let current = index, visitedBy[current] == nil {
                visitedBy[current] = start
                index = parents[current]
            }
            guard let entry = index, visitedBy[entry] == start else { continue }
            var loop = [entry]
            while let next = parents[loop[loop.count - 1]], next != entry { loop.append(next) }
            let names = loop.prefix(Self.namedInLoop).map { nodes[$0].node.id.text }
            let rest = loop.count > names.count ? " -> (\(loop.count - names.count) more)" : ""
            log.error(
                nodes[entry].parentPlace,
                "cycle: \(names.joined(separator: " -> "))\(rest) -> \(names[0]); no node of it reaches the head")
        }
    }

    /// Longest loop that is named whole.
    private static let namedInLoop = 12
}
