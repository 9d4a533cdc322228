// SPDX-License-Identifier: Apache-2.0

public import JSON

/// Where a running gateway is reached.
public struct GatewayAddresses: Sendable, Hashable {
    /// What others reach OCPP and HTTP by.
    public var host: String
    /// What this machine itself reaches them by.
    public var localHost: String
    /// Where sites connect to.
    public var mqtt: MQTTAddress
    /// Port of the embedded broker's listener without TLS; with TLS that one is on loopback only.
    public var plainMQTTPort: Int?
    /// Ports of OCPP.
    public var stationPorts: StationPorts
    /// Port of HTTP.
    public var httpPort: Int
    /// Whether OCPP and HTTP speak TLS.
    public var isTLS: Bool
    /// The file with the key of the local command.
    public var keyFile: String

    /// The main port of OCPP.
    public var ocppPort: Int { stationPorts.main }

    /// Port of the broker.
    public var mqttPort: Int { mqtt.port }

    /// As a file of the data folder.
    func document(topologyFile: String?) -> JSONObject {
        func place(_ port: Int) -> JSONValue { ["host": .string(host), "port": .number(Double(port))] }
        var document = JSONObject()
        document["mqtt"] = mqtt.document
        var ocpp = place(ocppPort).object ?? JSONObject()
        ocpp["securityProfiles"] = stationPorts.document
        document["ocpp"] = .object(ocpp)
        document["http"] = place(httpPort)
        // A certificate names the machine and not its loopback address.
        document["local"] = .string(isTLS ? host : localHost)
        document["keyFile"] = .string(keyFile)
        document["tls"] = .bool(isTLS)
        document["topology"] = topologyFile.map { .string($0) } ?? .null
        return document
    }
}

/// Where MQTT clients connect to.
public struct MQTTAddress: Sendable, Hashable {
    /// Name or address of the broker.
    public var host: String
    /// Its port.
    public var port: Int
    /// Whether it speaks TLS.
    public var isTLS: Bool
    /// Whether it is the embedded one, which knows the users and passwords that we derive.
    public var isOurs: Bool

    /// An address from its parts.
    public init(host: String, port: Int, isTLS: Bool = false, isOurs: Bool = true) {
        self.host = host
        self.port = port
        self.isTLS = isTLS
        self.isOurs = isOurs
    }

    /// What a file of the data folder says; nil where it says something else.
    public init?(_ document: JSONValue?) {
        guard let host = document?["host"]?.string, let port = document?["port"]?.int else { return nil }
        self.init(
            host: host, port: port, isTLS: document?["tls"]?.bool ?? false, isOurs: document?["ours"]?.bool ?? true)
    }

    /// The address as a URL.
    public var url: String { "\(isTLS ? "mqtts" : "mqtt")://\(InstallerSheet.bracketed(host)):\(port)" }

    var document: JSONValue {
        ["host": .string(host), "port": .number(Double(port)), "tls": .bool(isTLS), "ours": .bool(isOurs)]
    }
}
