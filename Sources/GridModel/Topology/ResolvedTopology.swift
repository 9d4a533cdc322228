// SPDX-License-Identifier: Apache-2.0

/// The declared parts with what they inherit: phases and voltages come down the tree, AC powers follow from amperes.
struct ResolvedTopology {
    private(set) var nodes: [ConnectivityNode]
    private(set) var ders: [DER]

    init(_ topology: DeclaredTopology, tree: TopologyTree, log: inout FindingLog) {
        nodes = topology.nodes.map(\.node)
        ders = []
        ders.reserveCapacity(topology.ders.count)
        for index in tree.order { inherit(topology.nodes[index], at: index, tree: tree, log: &log) }
        var position: [ConnectivityNode.ID: Int] = [:]
        position.reserveCapacity(tree.order.count)
        for index in tree.order { position[nodes[index].id] = index }
        for der in topology.ders { resolve(der, at: position[der.der.node].map { nodes[$0] }, log: &log) }
    }

    private mutating func inherit(
        _ declared: DeclaredNode, at index: Int, tree: TopologyTree, log: inout FindingLog
    ) {
        let parent = tree.parents[index].map { nodes[$0] }
        nodes[index].phases = declared.phases ?? parent?.phases ?? .abc
        PhaseCheck.check(nodes[index], declared, log: &log)
        nodes[index].nominalLineVoltage = declared.lineVoltage ?? parent?.nominalLineVoltage ?? .volts(400)
        guard let parent else { return }
        let phases = nodes[index].phases
        if !phases.isSubset(of: parent.phases) {
            log.error(
                declared.phasesPlace,
                "phases \(phases.text) are not among those of the parent \(parent.id) (\(parent.phases.text))")
        }
        if declared.lineVoltage != nil {
            checkVoltage(nodes[index], below: parent, place: declared.voltagePlace, log: &log)
        }
    }

    private func checkVoltage(
        _ node: ConnectivityNode, below parent: ConnectivityNode, place: Place, log: inout FindingLog
    ) {
        let own = node.nominalLineVoltage.volts, above = parent.nominalLineVoltage.volts
        let changes = (own - above).magnitude > 1e-6 * above
        if changes, node.kind != .transformer {
            let ratio = own / above
            let hint =
                (ratio - 1 / 3.0.squareRoot()).magnitude < 0.02
                ? "; lineVoltageV is between lines, not to neutral" : "; only a transformer changes it"
            log.error(
                place,
                "\(Format.number(own)) V differs from the \(Format.number(above)) V of the parent \(parent.id)\(hint)")
        } else if !changes, node.kind == .transformer {
            log.warning(
                place, "the transformer has the \(Format.number(own)) V of its parent \(parent.id) on both sides")
        }
    }

    private mutating func resolve(_ declared: DeclaredDER, at node: ConnectivityNode?, log: inout FindingLog) {
        var der = declared.der
        der.phases = declared.phases ?? node?.phases ?? .abc
        if let node, !der.phases.isSubset(of: node.phases) {
            log.error(
                declared.phasesPlace,
                "phases \(der.phases.text) are not among those of the site \(node.id) (\(node.phases.text))")
        }
        der.phaseRotation = PhaseCheck.rotation(of: der, declared, log: &log)
        PhaseCheck.check(der, at: node, declared, log: &log)
        PhaseCheck.switching(of: der, declared, log: &log)
        let voltage = node?.nominalPhaseVoltage ?? .volts(400 / 3.0.squareRoot())
        if case .evse(var evse) = der.unit, evse.supply == .ac {
            if let node, !node.isLowVoltage { log.error(declared.place, EVSE.needsLowVoltage(node)) }
            evse.rate(on: der.phases, at: voltage)
            der.unit = .evse(evse)
        }
        der.defaultLimit = defaultLimit(declared.defaultLimit, der, voltage: voltage, log: &log)
        ders.append(der)
    }

    /// What is not declared counts in full: a device of which nothing is known may do all its plate says.
    private func defaultLimit(
        _ declared: DeclaredDefault, _ der: DER, voltage: Voltage, log: inout FindingLog
    ) -> DefaultLimit {
        let most = der.unit.maximumImport, mostExport = der.unit.maximumExport
        let importLimit =
            declared.importCurrent.map { EVSE.power($0, der.phases, voltage) } ?? declared.importLimit ?? most
        let exportLimit = declared.exportLimit ?? mostExport
        for (word, limit, plate) in [("import", importLimit, most), ("export", exportLimit, mostExport)]
        where limit.watts > plate.watts * (1 + 1e-9) {
            log.error(
                declared.place,
                "the default \(word) of \(Format.kilowatts(limit)) is above what \(der.id) can (\(Format.kilowatts(plate)))"
            )
        }
        let isDeclared = declared.importCurrent != nil || declared.importLimit != nil
        if case .evse(let evse) = der.unit, isDeclared, importLimit > .zero,
            importLimit.watts < evse.minimumCharge.watts * (1 - 1e-9)
        {
            log.error(
                declared.place,
                "the default of \(Format.kilowatts(importLimit)) lies between 0 and the least \(der.id) charges with"
                    + " (\(Format.kilowatts(evse.minimumCharge))); a station gets 0 or at least that")
        }
        return DefaultLimit(
            importLimit: min(importLimit, most), exportLimit: min(exportLimit, mostExport),
            isLegallyGuaranteed: declared.isLegallyGuaranteed)
    }
}
