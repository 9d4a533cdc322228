// SPDX-License-Identifier: Apache-2.0

public import GridModel
import JSON
public import Logging
import MQTT
import OCPPWebSocket
import Store

/// The running gateway: the core with its edges. Starts in the order store, broker, MQTT, OCPP, loop, HTTP, and stops
/// in reverse.
public final class Gateway: Sendable {
    /// The engine behind it.
    public let engine: GatewayEngine
    /// Where it is reached.
    public let addresses: GatewayAddresses
    /// The secrets of its machines.
    public let secrets: MachineSecrets
    /// What people should know of the topology it started on; nil where that is the file's.
    public let topologyNotice: String?
    let keeper: TopologyKeeper
    private let parts: Parts
    private let logger: Logger

    private struct Parts: Sendable {
        var broker: EmbeddedBroker?
        var mqtt: MQTTClient
        var ocpp: OCPPServer
        var http: HTTPEndpoint
        var tasks: [Task<Void, Never>]
        var writer: StoreWriter
        var readyFile: String?
    }

    private init(
        engine: GatewayEngine, addresses: GatewayAddresses, secrets: MachineSecrets, keeper: TopologyKeeper,
        topologyNotice: String?, parts: Parts, logger: Logger
    ) {
        self.keeper = keeper
        self.topologyNotice = topologyNotice
        self.engine = engine
        self.addresses = addresses
        self.secrets = secrets
        self.parts = parts
        self.logger = logger
    }

    /// Starts a gateway on a feeder; returns when everything listens.
    ///
    /// - Parameter text: what the feeder was read from; with it the versions of the topology are kept, and one that was
    ///   applied over this text in an earlier run is what it starts on.
    public static func start(
        _ feeder: Feeder, text: String? = nil, options: GatewayOptions, logger: Logger
    ) async throws -> Gateway {
        try options.requireSafeTransport()
        guard HostName.numeric(options.host) != nil else {
            throw GatewayError.outside("\(options.host) has no address to listen on")
        }
        var options = options
        options.dataFolder = DataFolder.absolute(options.dataFolder)
        options.topologyFile = options.topologyFile.map(DataFolder.absolute)
        var undo: [Undo] = []
        do {
            return try await start((feeder, text), options, logger, &undo)
        } catch {
            for step in undo.reversed() { await step() }
            throw error
        }
    }

    /// Takes back a part that has started, should a later one fail.
    private typealias Undo = @Sendable () async -> Void

    private static func start(
        _ given: (feeder: Feeder, text: String?), _ options: GatewayOptions, _ logger: Logger, _ undo: inout [Undo]
    ) async throws -> Gateway {
        try DataFolder.prepare(options.dataFolder)
        if let warning = DataFolder.warning(options.dataFolder) { logger.warning("\(warning)") }
        let secrets = try MachineSecrets(file: "\(options.dataFolder)/master.key")
        let keyFile = try DataFolder.writeOwnerOnly(secrets.operatorKey, "\(options.dataFolder)/operator.key")
        let clock = GatewayClock()
        let store = try Store.open(at: "\(options.dataFolder)/headroom.sqlite")
        undo.append { try? store.close() }
        let writer = StoreWriter(store: store, mode: .gathered(every: .seconds(1)), now: { clock.now })
        let settings = options.coreSettings
        let topology = try StartingTopology(given.feeder, given.text, store, options.dataFolder, now: clock.now.utc)
        let feeder = topology.feeder
        let restored = try RestoredState(store, now: clock.now.utc)
        let core = try topology.core(settings, restored, store, now: clock.now)
        let subscriptions = core.mqttSubscriptions
        let engine = GatewayEngine(core: core, store: store, writer: writer, clock: clock, logger: logger)
        try attachAuthority(to: engine, options)
        let broker =
            options.externalBroker == nil ? try await startBroker(engine, feeder, secrets, options, logger) : nil
        if let broker {
            undo.append { await broker.stop() }
            engine.attach(broker: broker)
        }
        let mqtt = try await connect(engine, subscriptions, broker, secrets, options, logger)
        undo.append { await mqtt.stop() }
        let gate = gate(engine, feeder, secrets, options)
        let ocpp = try await listen(engine, gate, options, logger)
        undo.append { await ocpp.shutdown() }
        engine.attach(stations: ocpp)
        var inUse = options
        inUse.mqttPort = await (options.tls == nil ? broker?.port : broker?.tlsPort) ?? options.mqttPort
        inUse.take(ocpp.ports, main: ocpp.port)
        let keeper = TopologyKeeper(
            engine: engine,
            followers: TopologyKeeper.Followers(
                secrets: secrets,
                setAccesses: broker.map { broker in
                    { @Sendable accesses in try await broker.setAccesses(accesses) }
                }, mqtt: mqtt, gate: gate),
            dataFolder: options.dataFolder, topologyFile: options.topologyFile, fileSHA256: topology.fileSHA256,
            logger: logger)
        let http = HTTPEndpoint(engine: engine, secrets: secrets, options: inUse, topology: keeper, logger: logger)
        inUse.httpPort = try await http.start()
        undo.append { await http.stop() }
        let addresses = GatewayAddresses(
            host: HostName.reachable(options.host), localHost: HostName.local(options.address), mqtt: inUse.mqtt,
            plainMQTTPort: await broker?.port, stationPorts: inUse.stationPorts, httpPort: inUse.httpPort,
            isTLS: options.tls != nil, keyFile: keyFile)
        try tell(addresses, options)
        let loop = Task { await ControlLoop(interval: settings.tickInterval).run(engine) }
        return Gateway(
            engine: engine, addresses: addresses, secrets: secrets, keeper: keeper, topologyNotice: topology.notice,
            parts: Parts(
                broker: broker, mqtt: mqtt, ocpp: ocpp, http: http, tasks: [loop], writer: writer,
                readyFile: options.readyFile),
            logger: logger)
    }

    /// Stops: no new connections, the loop, the stations (1001), MQTT, the broker, then the last records.
    public func stop() async {
        if let file = parts.readyFile { DataFolder.remove(file) }
        await parts.http.stop()
        for task in parts.tasks { task.cancel() }
        for task in parts.tasks { await task.value }
        await parts.ocpp.shutdown()
        await parts.mqtt.stop()
        await parts.broker?.stop()
        engine.keepMemory()
        do throws(StoreError) {
            try parts.writer.flush()
            try engine.store.close()
        } catch { logger.error("the store did not close cleanly: \(error)") }
    }

    /// Leaves in the data folder where the gateway is, for commands now and for sheets while it does not run.
    private static func tell(_ addresses: GatewayAddresses, _ options: GatewayOptions) throws(GatewayError) {
        var document = addresses.document(topologyFile: options.topologyFile)
        try DataFolder.replace(
            JSONValue.object(document).serialized() + "\n", "\(options.dataFolder)/\(DataFolder.gatewayFile)")
        guard let file = options.readyFile else { return }
        document["pid"] = .number(Double(ProcessFacts.pid))
        try DataFolder.replace(JSONValue.object(document).serialized() + "\n", file)
    }
}

// MARK: - The edges

extension Gateway {
    /// The embedded broker. With TLS that is where the sites are; we ourselves use a listener on loopback.
    private static func startBroker(
        _ engine: GatewayEngine, _ feeder: Feeder, _ secrets: MachineSecrets, _ options: GatewayOptions,
        _ logger: Logger
    ) async throws -> EmbeddedBroker {
        var configuration = EmbeddedBroker.Configuration(runtimeDirectory: "\(options.dataFolder)/broker")
        if let tls = options.tls {
            configuration.tls = EmbeddedBroker.TLSListener(
                address: options.address, port: options.mqttPort, certificateFile: tls.certificateFile,
                keyFile: tls.keyFile)
        } else {
            configuration.port = options.mqttPort
            configuration.address = options.address
            configuration.allowsPlaintextBeyondLoopback = options.allowsPlaintextBeyondLoopback
        }
        let accesses = BrokerAccesses.make(feeder, secrets)
        let broker = EmbeddedBroker(
            configuration: configuration, accesses: accesses, logger: logger,
            onNotice: { notice in
                switch notice {
                case .publishDenied(let user, let topic): engine.feed([.publishDenied(user: user, topic: topic)])
                case .loginRefused: engine.feed([.loginRefused])
                }
            })
        try await broker.start()
        return broker
    }

    private static func connect(
        _ engine: GatewayEngine, _ subscriptions: [String], _ broker: EmbeddedBroker?, _ secrets: MachineSecrets,
        _ options: GatewayOptions, _ logger: Logger
    ) async throws -> MQTTClient {
        var configuration: MQTTClient.Configuration
        if let external = options.externalBroker {
            configuration = external
        } else {
            guard let port = await broker?.port else { throw GatewayError.outside("the broker has no port") }
            // Its identifier is random: whoever knew it could throw us out by taking it.
            configuration = MQTTClient.Configuration(
                host: options.tls == nil ? HostName.local(options.address) : "127.0.0.1", port: port)
            configuration.credentials = MQTTCredentials(
                user: BrokerAccesses.gatewayUser, password: secrets.gatewayPassword)
        }
        let client = try MQTTClient(
            configuration: configuration, logger: logger,
            onStateChange: { state in
                // An attempt is no news: the connection before it has ended already, or there was none yet.
                if state != .connecting { engine.feed([.broker(isConnected: state == .connected)]) }
            })
        var filters: [MQTTTopicFilter: MQTTQoS] = [:]
        for filter in subscriptions { filters[try MQTTTopicFilter(filter)] = .atLeastOnce }
        client.subscribe(filters)
        engine.attach(mqtt: client)
        try client.start()
        let batches = client.batches
        Task { for await batch in batches { engine.feed(batch) } }
        return client
    }

    /// What signs the stations' certificates, where the key of their authority is ours.
    private static func attachAuthority(
        to engine: GatewayEngine, _ options: GatewayOptions
    ) throws(GatewayError) {
        guard let file = options.ocppMutualTLS?.authorityFile, let key = options.stationAuthorityKeyFile else { return }
        do throws(StationAuthority.Fault) {
            engine.attach(authority: try StationAuthority(certificateFile: file, keyFile: key))
        } catch { throw .outside("\(error)") }
    }

    private static func gate(
        _ engine: GatewayEngine, _ feeder: Feeder, _ secrets: MachineSecrets, _ options: GatewayOptions
    ) -> StationGate {
        let strangers: StationGate.Strangers =
            if options.quarantinesUnknownStations {
                .quarantined(hasRoom: { engine.snapshot.quarantine.admits($0) })
            } else {
                options.acceptsUnknownStations ? .accepted : .refused
            }
        return StationGate(feeder, secrets, strangers: strangers, refusedVersions: { engine.refusedVersions(of: $0) })
    }

    private static func listen(
        _ engine: GatewayEngine, _ gate: StationGate, _ options: GatewayOptions, _ logger: Logger
    ) async throws -> OCPPServer {
        let tls = options.tls.map {
            OCPPServer.TLS(certificateChainFile: $0.certificateFile, privateKeyFile: $0.keyFile)
        }
        var configuration = OCPPServer.Configuration(
            host: options.address, port: options.ocppPort, tls: tls, subprotocols: StationGate.subprotocols)
        configuration.furtherListeners = options.furtherStationListeners
        (configuration.maximumConnections, configuration.maximumPendingHandshakes) = DescriptorLimit.room(
            stations: configuration.maximumConnections, handshakes: configuration.maximumPendingHandshakes)
        do {
            return try await OCPPServer.start(
                configuration, delegate: engine, logger: logger,
                authorize: { handshake in
                    let decision = gate.decide(handshake)
                    if case .refuse(_, let reason) = decision {
                        engine.refusedHandshakes.note(
                            handshake.identity, reason: reason, address: handshake.remoteAddress,
                            now: engine.clock.now.steady)
                    }
                    return decision
                })
        } catch {
            throw GatewayError.cannotListen("OCPP", options.host, options.ocppPort, error)
        }
    }
}
