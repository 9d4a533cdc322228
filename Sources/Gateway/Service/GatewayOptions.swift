// SPDX-License-Identifier: Apache-2.0

public import MQTT
import OCPPWebSocket

/// Where the gateway keeps its files and where it listens.
public struct GatewayOptions: Sendable {
    /// Folder of the database, the keys and the broker's files.
    public var dataFolder: String
    /// The topology file, for those who look into the folder later.
    public var topologyFile: String?
    /// Name or address that the embedded broker, OCPP and HTTP listen on.
    public var host = "127.0.0.1"
    /// Port of the embedded broker; 0 chooses one.
    public var mqttPort = 1883
    /// Port of OCPP; 0 chooses one.
    public var ocppPort = 9000
    /// Port of OCPP without TLS beside the one with it (security profile 1), for stations that cannot; nil for none.
    public var ocppPlainPort: Int?
    /// Port of OCPP where a station shows a certificate of this authority (PEM; security profile 3); nil for none.
    public var ocppMutualTLS: (port: Int, authorityFile: String)?
    /// Key (PEM) of that authority, to sign what stations ask to have signed; nil where it is kept elsewhere.
    public var stationAuthorityKeyFile: String?
    /// Port of HTTP; 0 chooses one.
    public var httpPort = 8080
    /// A broker that runs already; nil starts one.
    public var externalBroker: MQTTClient.Configuration?
    /// Certificate chain and key, PEM, for the embedded broker, OCPP and HTTP.
    public var tls: (certificateFile: String, keyFile: String)?
    /// Listening or connecting beyond loopback without TLS, on the operator's own word.
    public var allowsPlaintextBeyondLoopback = false
    /// Stations that no topology names are answered, never dispatched.
    public var acceptsUnknownStations = false
    /// Stations that no topology names are let in, few of them: held at 6 A, never dispatched, counted at the head.
    public var quarantinesUnknownStations = false
    /// Written once everything listens: addresses, process and key file, as JSON.
    public var readyFile: String?
    /// Settings of the core.
    public var settings = GatewaySettings()

    /// Everything else at its default.
    public init(dataFolder: String) { self.dataFolder = dataFolder }

    /// Settings of the core, with what is to be done with strangers.
    var coreSettings: GatewaySettings {
        var core = settings
        core.acceptsUnknownStations = acceptsUnknownStations
        core.quarantinesUnknownStations = quarantinesUnknownStations
        return core
    }

    var isLoopback: Bool { HostName.isLoopback(host) }

    /// The numeric address to listen on.
    var address: String { HostName.numeric(host) ?? host }

    /// Where sites connect to, with the port as it stands here.
    var mqtt: MQTTAddress {
        if let broker = externalBroker {
            return MQTTAddress(host: broker.host, port: broker.port, isTLS: broker.tls != nil, isOurs: false)
        }
        return MQTTAddress(host: HostName.reachable(host), port: mqttPort, isTLS: tls != nil, isOurs: true)
    }

    /// Where stations connect to, with the ports as they stand here.
    var stationPorts: StationPorts {
        var further: [Int: Int] = [:]
        further[SecurityProfile.basic.rawValue] = ocppPlainPort
        further[SecurityProfile.mutualTLS.rawValue] = ocppMutualTLS?.port
        return StationPorts(main: ocppPort, isTLS: tls != nil, further: further)
    }

    /// Puts the ports that the server has in place of those asked for.
    mutating func take(_ ports: [SecurityProfile: Int], main: Int) {
        ocppPort = main
        if ocppPlainPort != nil { ocppPlainPort = ports[.basic] }
        if let port = ports[.mutualTLS] { ocppMutualTLS?.port = port }
    }

    /// The ports for stations beside the main one.
    var furtherStationListeners: [OCPPServer.Listener] {
        guard let tls else { return [] }
        let plain = ocppPlainPort.map { OCPPServer.Listener(port: $0) }
        let mutual = ocppMutualTLS.map {
            OCPPServer.Listener(
                port: $0.port,
                tls: OCPPServer.TLS(
                    certificateChainFile: tls.certificateFile, privateKeyFile: tls.keyFile,
                    clientAuthorityFile: $0.authorityFile))
        }
        return [plain, mutual].compactMap { $0 }
    }

    /// Refuses what would send passwords in the clear.
    func requireSafeTransport() throws(GatewayError) {
        guard tls != nil || ocppPlainPort == nil && ocppMutualTLS == nil else { throw .profileNeedsTLS }
        guard !allowsPlaintextBeyondLoopback else { return }
        if !isLoopback, tls == nil || ocppPlainPort != nil { throw .plaintextBeyondLoopback(host: host) }
        if let broker = externalBroker, broker.tls == nil, !HostName.isLoopback(broker.host) {
            throw .plaintextToBroker(host: broker.host)
        }
    }
}
