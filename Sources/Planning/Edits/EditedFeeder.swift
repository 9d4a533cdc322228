// SPDX-License-Identifier: Apache-2.0

import GridModel

/// A feeder with the edits of a scenario made, one after the other.
struct EditedFeeder {
    private(set) var nodes: [ConnectivityNode]
    private(set) var sites: [Site]
    private(set) var ders: [DER]
    private(set) var stations: [ChargingStation]
    /// Factor on the uncontrolled load of each node that has one.
    private(set) var loadScale: [ConnectivityNode.ID: Double] = [:]
    let seed: UInt64
    private let original: Feeder

    /// Most DERs of a run; the tables grow with DERs times steps.
    static let maximumDERs = 20_000
    /// Most nodes, sites among them.
    static let maximumNodes = 40_000

    init(_ feeder: Feeder, seed: UInt64) {
        original = feeder
        (nodes, sites, ders, stations) = (feeder.nodes, feeder.sites, feeder.ders, feeder.stations)
        self.seed = seed
    }

    /// The feeder as it is now; call it only when no edit was refused.
    var feeder: Feeder {
        Feeder(id: original.id, name: original.name, nodes: nodes, sites: sites, ders: ders, stations: stations)
    }

    /// Makes an edit; what cannot be done is a finding, and the feeder stays as it was.
    mutating func apply(_ edit: ScenarioEdit, log: inout FindingLog) {
        switch edit.action {
        case .add(let added): add(added, edit.place, log: &log)
        case .addSite(let node): addSite(node, edit.place, log: &log)
        case .removeNode(let id): removeNode(id, edit.place, log: &log)
        case .removeDER(let id):
            guard let index = ders.firstIndex(where: { $0.id == id }) else {
                return log.error(edit.place, "there is no DER \(id) to remove")
            }
            ders.remove(at: index)
        case .rate(let id, let rating, let importLimit, let exportLimit):
            guard let index = position(id, edit.place, log: &log) else { return }
            nodes[index].rating = rating ?? nodes[index].rating
            nodes[index].importLimit = importLimit ?? nodes[index].importLimit
            nodes[index].exportLimit = exportLimit ?? nodes[index].exportLimit
        case .move(let id, let parent): move(id, to: parent, edit.place, log: &log)
        case .scaleLoad(let factor, let below):
            guard let ids = subtree(of: below, edit.place, log: &log) else { return }
            for id in ids { loadScale[id, default: 1] *= factor }
        }
        checkSize(edit.place, log: &log)
    }

    /// More than a run can hold is an error, whether an edit or the topology brought it.
    func checkSize(_ place: Place, log: inout FindingLog) {
        if ders.count > Self.maximumDERs {
            log.error(place, "\(ders.count) DERs are more than the limit of \(Self.maximumDERs)")
        }
        if nodes.count > Self.maximumNodes {
            log.error(place, "\(nodes.count) nodes are more than the limit of \(Self.maximumNodes)")
        }
    }

    mutating func append(_ der: DER) { ders.append(der) }
    mutating func addStation(_ station: ChargingStation) { stations.append(station) }

    private func position(_ id: ConnectivityNode.ID, _ place: Place, log: inout FindingLog) -> Int? {
        if let index = nodes.firstIndex(where: { $0.id == id }) { return index }
        log.error(place, "there is no node or site \(id)")
        return nil
    }

    /// A node, nil for the head, and all below it.
    func subtree(of node: ConnectivityNode.ID?, _ place: Place, log: inout FindingLog) -> Set<ConnectivityNode.ID>? {
        let id = node ?? original.nodes[0].id
        guard position(id, place, log: &log) != nil else { return nil }
        var children: [ConnectivityNode.ID: [ConnectivityNode.ID]] = [:]
        for node in nodes { if let parent = node.parent { children[parent, default: []].append(node.id) } }
        var found: Set<ConnectivityNode.ID> = [], pending = [id]
        while let next = pending.popLast() {
            found.insert(next)
            pending += children[next] ?? []
        }
        return found
    }

    private mutating func addSite(_ declared: ConnectivityNode, _ place: Place, log: inout FindingLog) {
        var node = declared
        guard let parent = node.parent, let index = position(parent, place, log: &log) else { return }
        guard !nodes.contains(where: { $0.id == node.id }) else {
            return log.error(place, "there is a node or site \(node.id) already")
        }
        guard nodes[index].kind != .usagePoint else { return log.error(place, "the parent \(parent) is a site") }
        guard let site = Site.ID(node.id.text) else { return }
        node.phases = nodes[index].phases
        node.nominalLineVoltage = nodes[index].nominalLineVoltage
        nodes.append(node)
        sites.append(Site(id: site))
    }

    private mutating func removeNode(_ id: ConnectivityNode.ID, _ place: Place, log: inout FindingLog) {
        guard let gone = subtree(of: id, place, log: &log) else { return }
        guard id != original.nodes[0].id else { return log.error(place, "\(id) is the head; it cannot be removed") }
        nodes.removeAll { gone.contains($0.id) }
        sites.removeAll { gone.contains($0.usagePoint) }
        ders.removeAll { gone.contains($0.node) }
        let left = Set(sites.map(\.id))
        stations.removeAll { !left.contains($0.site) }
    }

    private mutating func move(
        _ id: ConnectivityNode.ID, to parent: ConnectivityNode.ID, _ place: Place, log: inout FindingLog
    ) {
        guard let index = position(id, place, log: &log), let above = position(parent, place, log: &log),
            let moved = subtree(of: id, place, log: &log)
        else { return }
        if nodes[index].parent == nil { return log.error(place, "\(id) is the head; it cannot be moved") }
        if moved.contains(parent) { return log.error(place, "\(parent) lies below \(id); the tree would be a loop") }
        if nodes[above].kind == .usagePoint { return log.error(place, "the parent \(parent) is a site") }
        if !nodes[index].phases.isSubset(of: nodes[above].phases) {
            return log.error(
                place,
                "phases \(nodes[index].phases.text) of \(id) are not among \(nodes[above].phases.text) of \(parent)"
            )
        }
        let own = nodes[index].nominalLineVoltage.volts, other = nodes[above].nominalLineVoltage.volts
        if nodes[index].kind != .transformer, (own - other).magnitude > 1e-6 * other {
            return log.error(
                place, "\(id) has \(Format.number(own)) V, \(parent) has \(Format.number(other)) V between lines")
        }
        nodes[index].parent = parent
    }
}
