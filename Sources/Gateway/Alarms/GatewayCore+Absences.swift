// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

extension GatewayCore {
    /// What was expected and has not arrived. While the broker is out of reach that is said once, not for each site:
    /// what is on the board of them already stays (`isUntold`).
    func absences(now: MonotonicInstant) -> [GatewayAlarm] {
        (isBrokerConnected ? silentSites(now: now) : [.brokerOutOfReach]) + absentStations() + unanswered()
    }

    /// Whether nobody can tell now if an alarm of that key is over: of the sites, while the broker is out of reach.
    func isUntold(_ key: String) -> Bool {
        !isBrokerConnected && GatewayAlarm.kindsOfSites.contains { key.hasPrefix($0) }
    }

    /// Sites of which nothing is measured, and of the others those DERs that are not measured, or cannot be dispatched
    /// because they have not said what they can do.
    private func silentSites(now: MonotonicInstant) -> [GatewayAlarm] {
        var silent: [Int: [Int]] = [:]
        var isHeard = Array(repeating: false, count: model.feeder.sites.count)
        var alarms: [GatewayAlarm] = []
        for der in state.ders.indices where isAtSite(der) {
            let site = Int(model.index.siteOfDER[der])
            if state.ders[der].power.map({ $0.quality(at: now) == .failed }) ?? true {
                silent[site, default: []].append(der)
            } else {
                isHeard[site] = true
                if isSilentOnCapabilities(der) { alarms.append(.capabilitiesAbsent(model.feeder.ders[der].id)) }
            }
        }
        for (site, ders) in silent.sorted(by: { $0.key < $1.key }) {
            if isHeard[site] {
                alarms += ders.map { .readingsAbsent(model.feeder.ders[$0].id) }
            } else {
                alarms.append(.siteSilent(model.feeder.sites[site].id, ders: ders.count))
            }
        }
        return alarms
    }

    private func isAtSite(_ der: Int) -> Bool {
        switch model.feeder.ders[der].communication {
        case .mqtt, .mapped: true
        case .ocpp, .none: false
        }
    }

    private func isSilentOnCapabilities(_ der: Int) -> Bool {
        guard case .mqtt = model.feeder.ders[der].communication else { return false }
        return !state.ders[der].isProvisioned
    }

    private func absentStations() -> [GatewayAlarm] {
        model.feeder.stations.flatMap { station -> [GatewayAlarm] in
            guard let known = stations[station.id] else { return [] }
            guard known.connection != nil else { return [.stationAbsent(station.id)] }
            return known.connectors.values.lazy.filter { !$0.isProvisioned }.map(\.number).sorted()
                .map { .defaultAbsent(station.id, connector: $0) }
        }
    }

    /// Setpoints without an answer; those of a DER that is away wait for nothing.
    private func unanswered() -> [GatewayAlarm] {
        state.ders.indices.compactMap { der in
            let known = state.ders[der]
            guard known.link == .online, known.isProvisioned, let command = known.command else { return nil }
            switch command.standing {
            case .sent, .unanswered: return .answerAbsent(model.feeder.ders[der].id)
            case .accepted, .confirmed, .rejected: return nil
            }
        }
    }
}
