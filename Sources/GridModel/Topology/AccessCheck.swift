// SPDX-License-Identifier: Apache-2.0

/// What a topology says of access and cannot mean: ranks without dates, guarantees of nothing, or of more than fits.
enum AccessCheck {
    static func check(
        _ feeder: Feeder, _ index: FeederIndex, _ sums: DefaultSums, _ topology: DeclaredTopology, log: inout FindingLog
    ) {
        checkDates(feeder, index, places: topology.principlePlaces, log: &log)
        checkGuarantees(feeder, index, sums, topology, log: &log)
    }

    /// Whoever has no date counts as the newest and is cut first: that is safe for the others, and worth knowing.
    private static func checkDates(
        _ feeder: Feeder, _ index: FeederIndex, places: [ConnectivityNode.ID: Place], log: inout FindingLog
    ) {
        let naming = index.namingNode(feeder)
        var undated: [Int: [DER.ID]] = [:]
        for (position, der) in feeder.ders.enumerated() where der.connectedSince == nil {
            guard let node = naming[Int(index.nodeOfDER[position])],
                feeder.nodes[node].principle == .lastInFirstOut
            else { continue }
            undated[node, default: []].append(der.id)
        }
        for (node, ders) in undated.sorted(by: { $0.key < $1.key }) {
            let more = ders.count > 1 ? " and \(ders.count - 1) more" : ""
            log.warning(
                places[feeder.nodes[node].id] ?? .start,
                "no `connectedSince` for \(ders[0])\(more) below \(feeder.nodes[node].id): under lastInFirstOut that counts"
                    + " as the newest and is cut first")
        }
    }

    private static func checkGuarantees(
        _ feeder: Feeder, _ index: FeederIndex, _ sums: DefaultSums, _ topology: DeclaredTopology, log: inout FindingLog
    ) {
        var guaranteed = [ActivePower](repeating: .zero, count: feeder.nodes.count)
        for (position, site) in feeder.sites.enumerated() {
            guard let minimum = site.guaranteedMinimum else { continue }
            let node = Int(index.nodeOfSite[position])
            let total = minimum.total(of: feeder.ders[index.ders(below: node)])
            guaranteed[node] += total
            if total == .zero {
                log.warning(
                    topology.guaranteePlaces[site.id] ?? .start,
                    "\(site.id) has a guaranteed minimum and nothing it speaks of: no DER there that can be commanded"
                        + (minimum == .par14a ? " draws more than 4.2 kW" : " draws anything"))
            }
        }
        guard guaranteed.contains(where: { $0 > .zero }) else { return }
        for node in stride(from: feeder.nodes.count - 1, to: 0, by: -1) {
            guaranteed[Int(index.parent[node])] += guaranteed[node]
        }
        let places = topology.limitPlaces
        for (position, node) in feeder.nodes.enumerated() where guaranteed[position] > .zero {
            guard let bound = SilentBound.whole(of: node, .import) else { continue }
            let load = ActivePower.kilowatts(sums.imports[position].baseLoad.totalKW)
            let total = load + guaranteed[position]
            let limit = ActivePower.kilowatts(bound.limit)
            guard bound.isPassed(by: total.kilowatts) else { continue }
            log.warning(
                places[node.id] ?? .start,
                "the law guarantees \(Format.kilowatts(guaranteed[position])) below \(node.id); with its base load of"
                    + " \(Format.kilowatts(load)) that is"
                    + " \(Format.kilowatts(total - limit)) over \(bound.words): the rating goes first")
        }
    }
}

extension FeederIndex {
    /// The nearest node upwards, itself first, that names a principle; nil where none does.
    fileprivate func namingNode(_ feeder: Feeder) -> [Int?] {
        var naming: [Int?] = []
        naming.reserveCapacity(feeder.nodes.count)
        for (position, node) in feeder.nodes.enumerated() {
            naming.append(
                node.principle != nil ? position : parent[position] >= 0 ? naming[Int(parent[position])] : nil)
        }
        return naming
    }
}
