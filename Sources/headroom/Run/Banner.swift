// SPDX-License-Identifier: Apache-2.0

import Gateway
import GridModel

/// What `run` says first.
enum Banner {
    static func text(_ feeder: Feeder, _ gateway: Gateway, folder: String) -> String {
        let addresses = gateway.addresses
        let host = InstallerSheet.bracketed(addresses.host)
        let secure = addresses.isTLS ? "s" : ""
        let head = feeder.nodes[0]
        let counts = "\(feeder.nodes.count) nodes, \(feeder.sites.count) sites, \(feeder.ders.count) DERs"
        let example = "--import-kw \(third(head)) --for 10m --reason \"try it\""
        return """
            \(feeder.name ?? feeder.id.text): \(counts)
            MQTT  \(addresses.mqtt.url)\(addresses.mqtt.isOurs ? "" : "  (its users and rights are its own)")
            OCPP  ws\(secure)://\(host):\(addresses.ocppPort)/ocpp/<identity>\(further(addresses, host))
            HTTP  http\(secure)://\(host):\(addresses.httpPort)  (key in \(addresses.keyFile))
            page  http\(secure)://\(host):\(addresses.httpPort)/  (log in with that key: cat \(addresses.keyFile))
            try   headroom limit set \(head.id) \(example) --data \(folder)
            """
    }

    /// The ports of other security profiles, a line each.
    private static func further(_ addresses: GatewayAddresses, _ host: String) -> String {
        let ports = addresses.stationPorts
        return ports.all.filter { $0.key != ports.mainProfile }.sorted { $0.key < $1.key }.map { profile, port in
            let url = "\(profile == 1 ? "ws" : "wss")://\(host):\(port)/ocpp/<identity>"
            return "\n      \(url)  (security profile \(profile))"
        }.joined()
    }

    /// A third of what the head may carry.
    private static func third(_ head: ConnectivityNode) -> Int {
        let rated = head.rating.map {
            RatingConversion.activePower(of: $0, at: head.supply, reactivePower: nil, voltage: nil)
        }
        let limit = [rated, head.importLimit].compactMap { $0 }.min() ?? .kilowatts(30)
        return max(1, Int(limit.kilowatts / 3))
    }
}
