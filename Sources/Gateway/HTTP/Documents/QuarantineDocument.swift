// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON

extension Quarantine {
    /// The stations in it, for `GET /v1/state`.
    func document(now: Moment) -> JSONValue {
        .array(
            stations.sorted { $0.key < $1.key }.map { id, station in
                [
                    "id": .string(id.text),
                    "isConnected": .bool(station.leftAt == nil),
                    "isDefaultProven": .bool(station.station.connectors.values.allSatisfy(\.isProvisioned)),
                    "connectors": .number(Double(station.station.connectors.count)),
                    "countedKW": GatewayDocument.kW(counted(station, now: now)),
                    "measuredKW": GatewayDocument.kW(station.measured),
                ]
            })
    }
}
