// SPDX-License-Identifier: Apache-2.0

import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// HTTP on its socket: the REST interface, metrics and events.
final class HTTPEndpoint: Sendable {
    /// Most connections at once: people, a scraper, and clients of events.
    static let largestConnectionCount = 1_000
    /// A connection on which no request arrives for so long is closed.
    static let idleTimeout = TimeAmount.seconds(60)
    /// Largest header: a key and a few fields.
    static let largestHeader = 16_384
    /// How long open requests may take to end when the gateway stops.
    static let stopTimeout = Duration.seconds(3)

    private struct Running: Sendable {
        var task: Task<Void, Never>
        var shutDown: @Sendable () async -> Void
    }

    private let responder: RequestResponder
    private let options: GatewayOptions
    private let events: EventHub
    private let logger: Logger
    private let running = Mutex<Running?>(nil)

    /// - Parameters:
    ///   - options: with the ports of MQTT and OCPP that are really in use.
    ///   - topology: what changes the topology; nil for an engine alone.
    init(
        engine: GatewayEngine, secrets: MachineSecrets, options: GatewayOptions, topology: TopologyKeeper? = nil,
        logger: Logger
    ) {
        self.options = options
        self.logger = logger
        events = EventHub(engine)
        responder = RequestResponder(
            RESTInterface(
                GatewayAccess(
                    engine: engine, secrets: secrets, options: options, events: events, keeper: topology)))
    }

    /// Listens; returns the port.
    func start() async throws -> Int {
        let configuration = HTTP1Channel.Configuration(
            idleTimeout: Self.idleTimeout,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: Self.largestHeader, maxHeaderListSize: Self.largestHeader, maxHeaderFieldCount: 100)
        )
        let responder = responder
        let channel = HTTP1Channel(
            responder: { request, writer, channel in
                let response = await responder.respond(to: request, from: channel.remoteAddress?.ipAddress)
                try await writer.write(response: response.head, body: response.body)
            }, configuration: configuration)
        do {
            let port =
                if let tls = options.tls {
                    try await serve(TLSChannel(channel, tlsConfiguration: Self.configuration(tls)))
                } else {
                    try await serve(channel)
                }
            events.start()
            return port
        } catch {
            throw GatewayError.cannotListen("HTTP", options.host, options.httpPort, error)
        }
    }

    /// Ends the streams, lets open requests end, and stops listening.
    func stop() async {
        events.stop()
        responder.interface.gateway.engine.frameTaps.close()
        guard let running = running.withLock({ $0.take() }) else { return }
        let deadline = Task {
            try await Task.sleep(for: Self.stopTimeout)
            running.task.cancel()
        }
        await running.shutDown()
        await running.task.value
        deadline.cancel()
    }

    private func serve(_ channel: some ServerChildChannel) async throws -> Int {
        let (ports, continuation) = AsyncThrowingStream.makeStream(of: Int.self)
        let server = Server(
            childChannelSetup: channel,
            configuration: ServerConfiguration(
                address: .hostname(options.address, port: options.httpPort),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.largestConnectionCount)),
            onServerRunning: { continuation.yield($0.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
        let task = Task {
            do {
                try await server.run()
                continuation.finish()
            } catch { continuation.finish(throwing: error) }
        }
        running.withLock { $0 = Running(task: task, shutDown: { try? await server.shutdownGracefully() }) }
        for try await port in ports { return port }
        throw GatewayError.outside("the server ended at once")
    }

    private static func configuration(
        _ tls: (certificateFile: String, keyFile: String)
    ) throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate.fromPEMFile(tls.certificateFile).map {
            NIOSSLCertificateSource.certificate($0)
        }
        let key = try NIOSSLPrivateKey(file: tls.keyFile, format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}
