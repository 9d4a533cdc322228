// SPDX-License-Identifier: Apache-2.0

import GridModel

extension EditedFeeder {
    /// Adds DERs to sites, one each in a round.
    mutating func add(_ added: AddedDERs, _ place: Place, log: inout FindingLog) {
        guard let places = targets(of: added, place, log: &log) else { return }
        var names = Set(ders.map(\.id))
        for number in 1...added.count {
            let node = places[(number - 1) % places.count]
            guard let id = DER.ID("\(added.prefix)-\(number)"), let site = Site.ID(node.id.text),
                let station = ChargingStation.ID("\(added.prefix)-\(number)")
            else { return log.error(place, "\(added.prefix)-\(number) is no identifier") }
            guard names.insert(id).inserted else {
                return log.error(place, "there is a DER \(id) already; take another `prefix`")
            }
            let phases = added.phases ?? node.phases
            guard phases.isSubset(of: node.phases) else {
                return log.error(
                    place, "phases \(phases.text) are not among those of the site \(node.id) (\(node.phases.text))")
            }
            if added.unit.isACEVSE, !node.isLowVoltage {
                return log.error(place, "\(node.id): " + EVSE.needsLowVoltage(node))
            }
            if added.unit.kind == .evse, added.isManaged { addStation(ChargingStation(id: station, site: site)) }
            append(der(id, at: node, site, added, phases, station: station))
        }
    }

    /// The sites that get one, in their order.
    private func targets(of added: AddedDERs, _ place: Place, log: inout FindingLog) -> [ConnectivityNode]? {
        guard let within = subtree(of: added.below, place, log: &log) else { return nil }
        var found = feeder.nodes.filter { $0.kind == .usagePoint && within.contains($0.id) }
        guard !found.isEmpty else {
            log.error(place, "there is no site \(added.below.map { "at or below \($0)" } ?? "on the feeder") to add to")
            return nil
        }
        if added.spread == .random {
            var stream = SeededStream(seed: seed, "spread " + added.prefix)
            for index in stride(from: found.count - 1, to: 0, by: -1) {
                found.swapAt(index, Int(stream.next() % UInt64(index + 1)))
            }
        }
        return found
    }

    private func der(
        _ id: DER.ID, at node: ConnectivityNode, _ site: Site.ID, _ added: AddedDERs, _ phases: PhaseCode,
        station: ChargingStation.ID
    ) -> DER {
        var unit = added.unit
        var communication: Communication = added.isManaged ? .mqtt : .none
        if case .evse(var evse) = unit {
            evse.rate(on: phases, at: node.nominalPhaseVoltage)
            unit = .evse(evse)
            if added.isManaged { communication = .ocpp(station: station, evse: 1) }
        }
        // What nobody commands may do all its plate says; an EVSE or a battery waits to be told.
        let waits = added.isManaged && (unit.kind == .evse || unit.kind == .battery)
        let limit = DefaultLimit(
            importLimit: min(added.defaultImport ?? (waits ? .zero : unit.maximumImport), unit.maximumImport),
            exportLimit: min(added.defaultExport ?? (waits ? .zero : unit.maximumExport), unit.maximumExport))
        return DER(
            id: id, node: node.id, site: site, unit: unit, phases: phases, defaultLimit: limit,
            communication: communication, tier: added.tier, weight: added.weight)
    }
}
