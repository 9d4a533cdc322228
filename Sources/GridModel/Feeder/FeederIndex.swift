// SPDX-License-Identifier: Apache-2.0

/// The feeder's tree as structs of arrays: positions instead of identifiers, for loops that run each second.
///
/// Node positions are those of `Feeder.nodes` (preorder), DER positions those of `Feeder.ders` (in the order of their
/// nodes). So the subtree of node `v` is `v..<subtreeEnd[v]` and the DERs in it are
/// `firstDER[v]..<firstDER[subtreeEnd[v]]`.
public final class FeederIndex: Sendable {
    /// Parent's position; -1 for the head.
    public let parent: [Int32]
    /// One past the last node of each subtree.
    public let subtreeEnd: [Int32]
    /// First DER at each node; one more entry closes the last.
    public let firstDER: [Int32]
    /// The node of each DER.
    public let nodeOfDER: [Int32]
    /// The site of each DER.
    public let siteOfDER: [Int32]
    /// The node of each site's usage point.
    public let nodeOfSite: [Int32]
    /// Position of each node.
    public let nodePosition: [ConnectivityNode.ID: Int]
    /// Position of each DER.
    public let derPosition: [DER.ID: Int]
    /// Position of each site.
    public let sitePosition: [Site.ID: Int]

    /// Indexes a feeder.
    public init(_ feeder: Feeder) {
        var nodes: [ConnectivityNode.ID: Int] = [:]
        for (position, node) in feeder.nodes.enumerated() { nodes[node.id] = position }
        let parents = feeder.nodes.map { $0.parent.map { Int32(nodes[$0]!) } ?? -1 }
        var ends = (0..<feeder.nodes.count).map { Int32($0 + 1) }
        for position in stride(from: feeder.nodes.count - 1, to: 0, by: -1) {
            let above = Int(parents[position])
            ends[above] = max(ends[above], ends[position])
        }
        var first = [Int32](repeating: 0, count: feeder.nodes.count + 1)
        let nodeOfDER = feeder.ders.map { Int32(nodes[$0.node]!) }
        for node in nodeOfDER { first[Int(node) + 1] += 1 }
        for position in 0..<feeder.nodes.count { first[position + 1] += first[position] }
        var sites: [Site.ID: Int] = [:]
        for (position, site) in feeder.sites.enumerated() { sites[site.id] = position }
        var ders: [DER.ID: Int] = [:]
        for (position, der) in feeder.ders.enumerated() { ders[der.id] = position }
        parent = parents
        subtreeEnd = ends
        firstDER = first
        self.nodeOfDER = nodeOfDER
        siteOfDER = feeder.ders.map { Int32(sites[$0.site]!) }
        nodeOfSite = feeder.sites.map { Int32(nodes[$0.usagePoint]!) }
        nodePosition = nodes
        derPosition = ders
        sitePosition = sites
    }

    /// The nodes from `node` to the head, itself first.
    public func path(from node: Int) -> [Int] {
        var path = [node]
        while parent[path[path.count - 1]] >= 0 { path.append(Int(parent[path[path.count - 1]])) }
        return path
    }

    /// The DERs in the subtree of `node`.
    public func ders(below node: Int) -> Range<Int> {
        Int(firstDER[node])..<Int(firstDER[Int(subtreeEnd[node])])
    }
}
