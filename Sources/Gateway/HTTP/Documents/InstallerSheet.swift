// SPDX-License-Identifier: Apache-2.0

public import GridModel
public import JSON
import OCPPWebSocket

/// What an installer types into a site controller, a meter or a station. It follows from the key file alone, so that it
/// can be printed before the gateway runs.
public enum InstallerSheet {
    /// The MQTT access of a site: our topics, and those of its declared mappings where the feeder is known.
    public static func site(
        _ site: Site.ID, _ secrets: MachineSecrets, mqtt address: MQTTAddress, feeder: Feeder?
    ) -> JSONValue {
        let base = "headroom/v1/site/\(site)"
        let native = [
            topic("\(base)/status", "publish"), topic("\(base)/meter/telemetry", "publish"),
            topic("\(base)/der/<der>/capabilities", "publish"), topic("\(base)/der/<der>/telemetry", "publish"),
            topic("\(base)/der/<der>/needs", "publish"), topic("\(base)/der/<der>/setpoint", "subscribe"),
            topic("\(base)/der/<der>/setpoint/ack", "publish"), topic("\(base)/der/<der>/rejected", "subscribe"),
            topic("\(base)/rejected", "subscribe"),
        ]
        let mapped = feeder.map { mappedTopics($0, site) } ?? []
        return [
            "site": .string(site.text),
            "mqtt": mqtt(address, user: BrokerAccesses.user(site: site), password: secrets.password(site: site)),
            "topics": .array(native + mapped),
        ]
    }

    /// The MQTT access of a node's meter.
    public static func node(
        _ node: ConnectivityNode.ID, _ secrets: MachineSecrets, mqtt address: MQTTAddress
    ) -> JSONValue {
        let base = "headroom/v1/node/\(node)"
        return [
            "node": .string(node.text),
            "mqtt": mqtt(address, user: BrokerAccesses.user(node: node), password: secrets.password(node: node)),
            "topics": [topic("\(base)/telemetry", "publish"), topic("\(base)/rejected", "subscribe")],
        ]
    }

    /// The OCPP access of a station, with the subprotocols that it may offer; nil where no port speaks the security
    /// profile that it must have.
    ///
    /// - Parameters:
    ///   - least: the least security profile that it may connect by.
    ///   - pinned: the version that it is pinned to; of others it chooses, and the newest that it knows well is best.
    public static func station(
        _ station: ChargingStation.ID, _ secrets: MachineSecrets, host: String, ports: StationPorts,
        least: Int, pinned: String?
    ) -> JSONValue? {
        let spoken = pinned.map { [$0] } ?? StationGate.subprotocols
        guard let door = ports.door(for: least) else { return nil }
        let isMutual = door.profile == SecurityProfile.mutualTLS.rawValue
        let scheme = door.profile == SecurityProfile.basic.rawValue ? "ws" : "wss"
        return [
            "url": .string("\(scheme)://\(bracketed(host)):\(door.port)/ocpp/\(station)"),
            "identity": .string(station.text), "securityProfile": .number(Double(door.profile)),
            "password": isMutual ? .null : .string(secrets.password(station: station)),
            "certificateCommonName": isMutual ? .string(station.text) : .null,
            "subprotocol": spoken.first.map { .string($0) } ?? .null,
            "subprotocols": .array(spoken.map { .string($0) }),
        ]
    }

    /// The MQTT user of a site.
    public static func user(site: Site.ID) -> String { BrokerAccesses.user(site: site) }

    /// The MQTT user of a node's meter.
    public static func user(node: ConnectivityNode.ID) -> String { BrokerAccesses.user(node: node) }

    /// A host as it stands in a URL.
    public static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

    /// A broker that is not ours knows neither our users nor our passwords.
    private static func mqtt(_ address: MQTTAddress, user: String, password: String) -> JSONValue {
        var object = address.document.object ?? JSONObject()
        object["url"] = .string(address.url)
        object["user"] = address.isOurs ? .string(user) : .null
        object["password"] = address.isOurs ? .string(password) : .null
        return .object(object)
    }

    /// What the site's own system publishes and takes, each topic once.
    private static func mappedTopics(_ feeder: Feeder, _ site: Site.ID) -> [JSONValue] {
        var seen: Set<String> = []
        return BrokerAccesses.mappings(of: site, feeder).compactMap { mapping in
            guard seen.insert(mapping.topic).inserted else { return nil }
            var entry = topic(mapping.topic, mapping.isWritten ? "subscribe" : "publish").object ?? JSONObject()
            entry["signal"] = .string(mapping.signal.rawValue)
            return .object(entry)
        }
    }

    private static func topic(_ topic: String, _ direction: String) -> JSONValue {
        ["topic": .string(topic), "direction": .string(direction)]
    }
}
