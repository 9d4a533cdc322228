// SPDX-License-Identifier: Apache-2.0

public import GridModel
public import JSON

/// What an installer types into a site controller, a meter or a station. It follows from the key file alone, so that it
/// can be printed before the gateway runs.
public enum InstallerSheet {
    /// The MQTT access of a site.
    public static func site(_ site: Site.ID, _ secrets: MachineSecrets, host: String, port: Int) -> JSONValue {
        let base = "headroom/v1/site/\(site)"
        return [
            "site": .string(site.text),
            "mqtt": mqtt(host, port, user: BrokerAccesses.user(site: site), password: secrets.password(site: site)),
            "topics": [
                topic("\(base)/status", "publish"), topic("\(base)/meter/telemetry", "publish"),
                topic("\(base)/der/<der>/capabilities", "publish"), topic("\(base)/der/<der>/telemetry", "publish"),
                topic("\(base)/der/<der>/needs", "publish"), topic("\(base)/der/<der>/setpoint", "subscribe"),
                topic("\(base)/der/<der>/setpoint/ack", "publish"), topic("\(base)/der/<der>/rejected", "subscribe"),
                topic("\(base)/rejected", "subscribe"),
            ],
        ]
    }

    /// The MQTT access of a node's meter.
    public static func node(
        _ node: ConnectivityNode.ID, _ secrets: MachineSecrets, host: String, port: Int
    ) -> JSONValue {
        [
            "node": .string(node.text),
            "mqtt": mqtt(host, port, user: BrokerAccesses.user(node: node), password: secrets.password(node: node)),
            "topics": [topic("headroom/v1/node/\(node)/telemetry", "publish")],
        ]
    }

    /// The OCPP access of a station.
    public static func station(
        _ station: ChargingStation.ID, _ secrets: MachineSecrets, host: String, port: Int, isTLS: Bool
    ) -> JSONValue {
        [
            "url": .string("\(isTLS ? "wss" : "ws")://\(bracketed(host)):\(port)/ocpp/\(station)"),
            "identity": .string(station.text), "password": .string(secrets.password(station: station)),
            "subprotocol": "ocpp1.6",
        ]
    }

    /// The MQTT user of a site.
    public static func user(site: Site.ID) -> String { BrokerAccesses.user(site: site) }

    /// The MQTT user of a node's meter.
    public static func user(node: ConnectivityNode.ID) -> String { BrokerAccesses.user(node: node) }

    /// A host as it stands in a URL.
    public static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

    private static func mqtt(_ host: String, _ port: Int, user: String, password: String) -> JSONValue {
        [
            "host": .string(host), "port": .number(Double(port)), "user": .string(user), "password": .string(password),
        ]
    }

    private static func topic(_ topic: String, _ direction: String) -> JSONValue {
        ["topic": .string(topic), "direction": .string(direction)]
    }
}
