// SPDX-License-Identifier: Apache-2.0

/// A distribution circuit: a tree of nodes with sites and DERs on it.
///
/// ```
/// substation ── transformer ── line ── usagePoint (site) ── DERs
///                          └── line ── usagePoint (site) ── DERs
/// ```
///
/// The initializer takes any order and yields preorder: a parent stands before its children, and the subtree of a node
/// is contiguous. `TopologyFile` reports every fault of an input; here a fault is a programmer's error.
public struct Feeder: Sendable, Hashable {
    /// A feeder's identifier.
    public typealias ID = Identifier<Feeder>

    /// The identifier.
    public let id: ID
    /// Name for people.
    public let name: String?
    /// The nodes in preorder; the head is first.
    public let nodes: [ConnectivityNode]
    /// The sites, in the order of their usage points.
    public let sites: [Site]
    /// The DERs, in the order of their nodes.
    public let ders: [DER]
    /// The charging stations.
    public let stations: [ChargingStation]

    /// Builds the feeder and puts its parts in preorder.
    ///
    /// - Precondition: exactly one node has no parent, every other parent exists, there is no cycle, and each site and
    ///   DER names an existing node.
    public init(
        id: ID, name: String? = nil, nodes: [ConnectivityNode], sites: [Site], ders: [DER], stations: [ChargingStation]
    ) {
        self.id = id
        self.name = name
        self.nodes = Self.preorder(nodes)
        var position: [ConnectivityNode.ID: Int] = [:]
        for (index, node) in self.nodes.enumerated() { position[node.id] = index }
        precondition(position.count == nodes.count, "duplicate node identifiers")
        let placedSites = sites.enumerated().map { (position[$1.usagePoint]!, $0, $1) }
        self.sites = placedSites.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { $0.2 }
        let placedDERs = ders.enumerated().map { (position[$1.node]!, $0, $1) }
        self.ders = placedDERs.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { $0.2 }
        self.stations = stations
    }

    private static func preorder(_ nodes: [ConnectivityNode]) -> [ConnectivityNode] {
        var children: [ConnectivityNode.ID: [Int]] = [:]
        var heads: [Int] = []
        for (index, node) in nodes.enumerated() {
            if let parent = node.parent { children[parent, default: []].append(index) } else { heads.append(index) }
        }
        precondition(heads.count == 1, "a feeder has exactly one head, not \(heads.count)")
        var ordered: [ConnectivityNode] = []
        ordered.reserveCapacity(nodes.count)
        var pending = heads
        while let index = pending.popLast() {
            ordered.append(nodes[index])
            pending.append(contentsOf: (children[nodes[index].id] ?? []).reversed())
        }
        precondition(ordered.count == nodes.count, "a node's parent is missing, or the nodes form a cycle")
        return ordered
    }
}
