// SPDX-License-Identifier: Apache-2.0

public import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Synchronization

/// The station's side of OCPP-J: connects to a server as one or many stations. For simulated stations and tests; some
/// thousands in one process share its event loops. Nothing reconnects by itself: that is the station's own policy.
public final class OCPPClient: Sendable {
    private let group: any EventLoopGroup
    private let batches: EventBatches
    private let limits: ConnectionLimits
    private let meters = TransportMeters()
    private let counts = Mutex((open: 0, lastID: UInt64(0)))

    /// A client whose connections report to one delegate. The group is the process's own unless given; the client
    /// never shuts it down. Without a ping interval the client sends no pings, and always answers them.
    public init(
        delegate: any StationTransportDelegate, group: (any EventLoopGroup)? = nil,
        pingInterval: Duration? = nil, maximumMessageBytes: Int = 256 * 1024, maximumOutboundBytes: Int = 1024 * 1024
    ) {
        let group = group ?? MultiThreadedEventLoopGroup.singleton
        self.group = group
        batches = EventBatches(group: group, delegate: delegate)
        limits = ConnectionLimits(
            maximumMessageBytes: maximumMessageBytes, maximumOutboundBytes: maximumOutboundBytes,
            pingInterval: pingInterval.map { TimeAmount($0) }, pongTimeout: .seconds(20), idleTimeout: nil,
            closeTimeout: .seconds(2))
    }

    /// What has been counted so far.
    public var counters: TransportCounters { meters.snapshot(openConnections: counts.withLock { $0.open }) }

    /// Connects one station; returns when the WebSocket is up. `.opened` is delivered too, before any text.
    public func connect(_ station: Station) async throws(OCPPClientError) -> StationConnection {
        do {
            let tls = try station.tls.map { try NIOSSLContext(configuration: $0.configuration()) }
            let loop = group.next()
            let upgraded = loop.makePromise(of: StationConnection.self)
            do {
                let channel = try await ClientBootstrap(group: loop)
                    .connectTimeout(TimeAmount(station.timeout))
                    .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                    .channelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture { try self.prepare(channel, station, tls, upgraded) }
                    }
                    .connect(host: station.host, port: station.port).get()
                let deadline = loop.scheduleTask(in: TimeAmount(station.timeout)) {
                    upgraded.fail(OCPPClientError.timeout)
                    channel.close(promise: nil)
                }
                upgraded.futureResult.whenComplete { _ in deadline.cancel() }
            } catch {
                upgraded.fail(error)
            }
            return try await upgraded.futureResult.get()
        } catch let error as OCPPClientError {
            throw error
        } catch ChannelError.connectTimeout {
            throw .timeout
        } catch {
            throw .unreachable(reason: "\(error)")
        }
    }

    private func prepare(
        _ channel: any Channel, _ station: Station, _ tls: NIOSSLContext?,
        _ upgraded: EventLoopPromise<StationConnection>
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        if let tls {
            // An IP address is no server name in TLS; NIOSSL then checks the certificate against the address itself.
            let isAddress = (try? SocketAddress(ipAddress: station.host, port: 0)) != nil
            try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: isAddress ? nil : station.host))
        }
        let request = ClientHandshakeHandler(station: station, upgraded: upgraded)
        let bound = NIOLoopBound(request, eventLoop: channel.eventLoop)
        let upgrader = NIOWebSocketClientUpgrader(
            maxFrameSize: limits.maximumMessageBytes, automaticErrorHandling: false,
            upgradePipelineHandler: { channel, response in
                channel.pipeline.syncOperations.removeHandler(bound.value).flatMapThrowing {
                    let subprotocol = response.headers.first(name: "sec-websocket-protocol")
                    guard let subprotocol, station.subprotocols.contains(subprotocol) else {
                        throw OCPPClientError.wrongSubprotocol(subprotocol)
                    }
                    upgraded.succeed(try self.join(channel, station, subprotocol))
                }.flatMapErrorThrowing { error in
                    upgraded.fail(error)
                    channel.close(promise: nil)
                }
            })
        try pipeline.addHTTPClientHandlers(
            leftOverBytesStrategy: .forwardBytes,
            withClientUpgrade: (upgraders: [upgrader], completionHandler: { _ in }))
        try pipeline.addHandler(request)
    }

    private func join(_ channel: any Channel, _ station: Station, _ subprotocol: String) throws -> StationConnection {
        guard let batch = batches[channel.eventLoop] else { throw ChannelError.operationUnsupported }
        let id = counts.withLock { counts in
            counts.open += 1
            counts.lastID += 1
            return counts.lastID
        }
        let origin = StationConnection.Origin(
            id: id, identity: station.identity, subprotocol: subprotocol, isClient: true)
        let connection = StationConnection(origin, channel: channel, batch: batch, limits: limits, meters: meters)
        let handler = StationChannelHandler(
            connection: connection, batch: batch, limits: limits, expectsMask: false, meters: meters,
            onConclusion: { _ in self.counts.withLock { $0.open -= 1 } })
        _ = connection.open()
        try channel.pipeline.syncOperations.addHandler(handler)
        return connection
    }
}
