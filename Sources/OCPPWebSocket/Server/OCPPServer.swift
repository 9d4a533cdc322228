// SPDX-License-Identifier: Apache-2.0

public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Synchronization

/// The WebSocket server that charging stations connect to (OCPP-J): `ws(s)://HOST:PORT/ocpp/<identity>`.
///
/// It moves text and knows nothing of what is in it. Stations are let in or turned away before the upgrade by a
/// closure; what they send comes in batches to a delegate on the event loop; `permessage-deflate` is not taken up.
public final class OCPPServer: Sendable {
    /// The port it listens on, the first where there are several.
    public let port: Int
    /// The port of each security profile that it listens for.
    public let ports: [SecurityProfile: Int]
    private let listeners: [any Channel]
    private let group: MultiThreadedEventLoopGroup
    private let registry: StationRegistry
    private let sockets: SocketSet
    private let meters: TransportMeters
    private let closeTimeout: TimeAmount
    private let isShuttingDown = Atomic(false)

    /// Starts to listen. `authorize` is called on an event loop for every handshake that is well formed and has a
    /// common subprotocol; it must not block. The delegate is kept until the shutdown.
    public static func start(
        _ configuration: Configuration, delegate: any StationTransportDelegate,
        logger: Logger = Logger(label: "headroom.ocpp"),
        authorize: @escaping @Sendable (StationHandshake) -> HandshakeDecision
    ) async throws(OCPPServerError) -> OCPPServer {
        try configuration.validate()
        let doors = try doors(configuration)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.eventLoopThreads)
        let registry = StationRegistry(
            maximumConnections: configuration.maximumConnections,
            maximumPendingHandshakes: configuration.maximumPendingHandshakes)
        let admission = StationAdmission(
            configuration: configuration, limits: configuration.limits, registry: registry,
            batches: EventBatches(group: group, delegate: delegate), meters: TransportMeters(), logger: logger,
            authorize: authorize)
        let sockets = SocketSet()
        var listeners: [any Channel] = []
        for door in doors {
            do {
                listeners.append(try await bind(admission, door, group, sockets))
            } catch {
                for listener in listeners { try? await listener.close() }
                try? await group.shutdownGracefully()
                throw .bind(host: configuration.host, port: door.port, reason: "\(error)")
            }
        }
        return OCPPServer(listeners, doors.map(\.profile), group, admission, sockets)
    }

    /// A port with what it speaks.
    private struct Door: Sendable {
        let port: Int
        let profile: SecurityProfile
        let tls: NIOSSLContext?
    }

    private static func doors(_ configuration: Configuration) throws(OCPPServerError) -> [Door] {
        var doors: [Door] = []
        for listener in configuration.listeners {
            let tls = try listener.tls.map(makeContext)
            doors.append(Door(port: listener.port, profile: listener.securityProfile, tls: tls))
        }
        return doors
    }

    private init(
        _ listeners: [any Channel], _ profiles: [SecurityProfile], _ group: MultiThreadedEventLoopGroup,
        _ admission: StationAdmission, _ sockets: SocketSet
    ) {
        self.listeners = listeners
        self.group = group
        self.sockets = sockets
        registry = admission.registry
        meters = admission.meters
        closeTimeout = admission.limits.closeTimeout
        let numbers = listeners.map { $0.localAddress?.port ?? 0 }
        port = numbers.first ?? 0
        ports = Dictionary(zip(profiles, numbers), uniquingKeysWith: { first, _ in first })
    }

    /// What has been counted so far.
    public var counters: TransportCounters { meters.snapshot(openConnections: registry.count) }

    /// The present connection of a station.
    public func connection(identity: String) -> StationConnection? { registry[identity] }

    /// Stops accepting, closes every connection with 1001, and waits for the peers' answers for at most `closeTimeout`
    /// before it cuts them off. When it returns, every `.closed` has been delivered. A second call returns at once.
    public func shutdown() async {
        guard !isShuttingDown.exchange(true, ordering: .relaxed) else { return }
        for listener in listeners { try? await listener.close() }
        let connections = registry.close()
        connections.forEach { $0.end(.goingAway, "server shuts down", .shutdown) }
        sockets.closePending()
        let deadline = group.next().scheduleTask(in: closeTimeout + .milliseconds(100)) { [sockets] in
            sockets.closeAll()
        }
        await sockets.waitUntilEmpty()
        deadline.cancel()
        for connection in connections { try? await connection.released.futureResult.get() }
        try? await group.shutdownGracefully()
    }
}

// MARK: - Channels

extension OCPPServer {
    private static func bind(
        _ admission: StationAdmission, _ door: Door, _ group: any EventLoopGroup, _ sockets: SocketSet
    ) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Int32(admission.configuration.backlog))
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.maxMessagesPerRead, value: 4)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try prepare(channel, admission, door, sockets) }
            }
            .bind(host: admission.configuration.host, port: door.port).get()
    }

    private static func prepare(
        _ channel: any Channel, _ admission: StationAdmission, _ door: Door, _ sockets: SocketSet
    ) throws {
        guard admission.registry.beginHandshake() else {
            admission.meters.add(.droppedSockets)
            throw ChannelError.operationUnsupported
        }
        guard sockets.insert(channel) else { throw ChannelError.ioOnClosedChannel }
        let refusals = HandshakeRefusalHandler(
            timeout: TimeAmount(admission.configuration.handshakeTimeout), meters: admission.meters,
            onEnd: { [registry = admission.registry] in registry.endHandshake() })
        let pipeline = channel.pipeline.syncOperations
        if let tls = door.tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
        let bound = NIOLoopBound(refusals, eventLoop: channel.eventLoop)
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false,
            withServerUpgrade: (
                upgraders: [upgrader(admission, door.profile, bound, sockets)],
                completionHandler: { _ in }
            ),
            withEncoderConfiguration: .init(),
            withDecoderLimitConfiguration: decoderLimits)
        try pipeline.addHandler(refusals)
    }

    private static func upgrader(
        _ admission: StationAdmission, _ profile: SecurityProfile, _ refusals: NIOLoopBound<HandshakeRefusalHandler>,
        _ sockets: SocketSet
    ) -> NIOWebSocketServerUpgrader {
        let ticket = NIOLoopBoundBox<StationAdmission.Ticket?>(nil, eventLoop: refusals.eventLoop)
        return NIOWebSocketServerUpgrader(
            maxFrameSize: admission.configuration.maximumMessageBytes, automaticErrorHandling: false,
            shouldUpgrade: { channel, head in
                channel.eventLoop.makeCompletedFuture {
                    let granted = try admission.examine(channel, head, profile)
                    ticket.value = granted
                    return ["Sec-WebSocket-Protocol": granted.subprotocol]
                }
            },
            upgradePipelineHandler: { channel, _ in
                refusals.value.upgraded()
                sockets.establish(channel)
                return channel.pipeline.syncOperations.removeHandler(refusals.value).flatMap {
                    guard let granted = ticket.value else { return channel.close() }
                    return admission.admit(channel, granted)
                }
            })
    }

    /// What a stranger may make us keep: 64 headers, 8 KiB each (a bearer token fits), 32 KiB together.
    private static var decoderLimits: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 8 * 1024
        limits.maxHeaderFieldCount = 64
        limits.maxHeaderListSize = 32 * 1024
        return limits
    }
}
