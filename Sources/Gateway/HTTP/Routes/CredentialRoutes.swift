// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

extension Routes {
    /// What an installer needs to connect something.
    static let credentials: [Route] = [
        Route("POST", "/v1/sites/{id}/credentials", "MQTT host, user, password and topics of a site.", body: []) {
            call throws(Problem) in
            guard let id = Site.ID(call["id"]), call.gateway.engine.snapshot.model.index.sitePosition[id] != nil else {
                throw .unknown("site", call["id"])
            }
            let (access, feeder) = (call.gateway, call.gateway.engine.snapshot.model.feeder)
            return .json(InstallerSheet.site(id, access.secrets, mqtt: access.options.mqtt, feeder: feeder))
        },
        Route("POST", "/v1/stations/{id}/credentials", "OCPP URL, identity and password of a station.", body: []) {
            call throws(Problem) in
            let feeder = call.gateway.engine.snapshot.model.feeder
            guard let station = feeder.stations.first(where: { $0.id.text == call["id"] }) else {
                throw .unknown("station", call["id"])
            }
            let (access, options) = (call.gateway, call.gateway.options)
            guard
                let sheet = InstallerSheet.station(
                    station.id, access.secrets, host: HostName.reachable(options.host), ports: options.stationPorts,
                    least: station.securityProfile, pinned: station.pinnedVersion)
            else {
                throw .conflict(
                    "no-such-port", "No port for the station",
                    "no port speaks security profile \(station.securityProfile), which \(station.id) must have")
            }
            return .json(sheet)
        },
    ]
}
