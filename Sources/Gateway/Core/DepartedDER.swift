// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// A DER that the topology no longer has and that may still do what it was told last.
struct DepartedDER: Sendable, Hashable {
    var id: DER.ID
    var site: Site.ID
    var kind: DERUnit.Kind
    var phases: PhaseCode
    /// How it was reached (`Communication.reach`); nil where an earlier run did not say.
    var reach: String?
    /// The outlet it stood at, of a charging station.
    var outlet: GatewayCore.EVSEKey?
    /// The nodes from its own to the head, as they were.
    var path: [ConnectivityNode.ID]
    /// What it counts for.
    var band: PowerBand
    /// What it was told last.
    var command: SetpointInForce?
    /// kW that an ampere is worth to it at nominal voltage; nil where it is told no amperes.
    var kilowattsPerAmpere: Double?
    /// What was remembered of it; nil where an earlier run did.
    var memory: DERMemory?
    /// From then on, by both clocks, it does nothing that we told it.
    var until: Moment

    /// Who was told nothing counts for as long: two minutes in which a meter shows what stays.
    static let leastTime = Duration.seconds(120)

    /// Beyond so many the next change waits until some have run out: as many as the largest feeder has.
    static let capacity = 100_000

    /// Whether what it was told has run out: by both clocks, for ours may have been set.
    func isOver(at now: Moment) -> Bool { until.utc <= now.utc && until.steady <= now.steady }

    /// Whether this DER is it, come back: reached in another way it is another device, and the old one counts on.
    func isReturned(as der: DER) -> Bool {
        id == der.id && site == der.site && kind == der.unit.kind && reach == der.communication.reach
    }

    /// What it counts for now, at the nearest node of its path that there still is.
    func power(_ model: DispatchModel) -> DepartedPower {
        let node = path.lazy.compactMap { model.index.nodePosition[$0] }.first ?? 0
        return DepartedPower(node: node, band: band, phases: phases)
    }
}

extension Communication {
    /// What tells one device from another by the way it is reached: the outlet, or the topics.
    var reach: String {
        switch self {
        case .mqtt: "mqtt"
        case .ocpp(let station, let evse): "ocpp \(station) \(evse)"
        case .none: "none"
        case .mapped(let mappings):
            "mapped "
                + TopologyKeeper.sha256(
                    mappings.map { "\($0.signal) \($0.topic) \($0.pointer ?? "") \($0.template ?? "")" }.sorted()
                        .joined(separator: "\n"))
        }
    }
}

extension GatewayCore {
    /// kW that an ampere is worth to an AC EVSE at nominal voltage.
    func nominalKilowattsPerAmpere(_ der: Int) -> Double? {
        let unit = model.feeder.ders[der]
        guard unit.unit.isACEVSE else { return nil }
        let volts = model.feeder.nodes[Int(model.index.nodeOfDER[der])].nominalPhaseVoltage.volts
        return volts * Double(max(unit.phases.count, 1)) / 1_000
    }

    /// The outlet of a DER at a charging station.
    func outlet(of der: DER) -> EVSEKey? {
        guard case .ocpp(let station, let evse) = der.communication else { return nil }
        return EVSEKey(station: station, evse: evse)
    }
}
