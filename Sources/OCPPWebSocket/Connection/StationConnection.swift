// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOWebSocket
import Synchronization

/// One WebSocket between a charging station and us, or of a simulated station to its server. Every method may be called
/// from any thread, and none of them blocks.
public final class StationConnection: Sendable {
    /// Number of the connection, unique within its server or client and rising.
    public let id: UInt64
    /// The station's identity: the last path segment of its URL, percent-decoded.
    public let identity: String
    /// The subprotocol agreed in the handshake, such as `ocpp1.6`.
    public let subprotocol: String
    /// Whether the server's owner let it in without knowing it.
    public let isStranger: Bool
    /// Address and port of the peer, such as `192.0.2.7:40112`, for logs.
    public let remoteAddress: String

    /// Kept once `.closed` has been delivered, or once it is sure that there will be no `.opened`.
    let released: EventLoopPromise<Void>
    private let channel: any Channel
    private let batch: EventBatch
    private let maximumOutboundBytes: Int
    private let masksFrames: Bool
    private let meters: TransportMeters
    private let outbound = Mutex(Outbound())

    private struct Outbound {
        enum Phase { case waiting, open, closed }
        var phase = Phase.waiting
        var texts: [[UInt8]] = []
        /// Bytes accepted by `send` and not yet written to the socket, those in `texts` included.
        var unsentBytes = 0
        var isFlushScheduled = false
    }

    init(_ origin: Origin, channel: any Channel, batch: EventBatch, limits: ConnectionLimits, meters: TransportMeters) {
        id = origin.id
        identity = origin.identity
        subprotocol = origin.subprotocol
        isStranger = origin.isStranger
        remoteAddress = channel.remoteAddress.map(Self.endpoint) ?? "unknown"
        masksFrames = origin.isClient
        self.channel = channel
        self.batch = batch
        self.meters = meters
        maximumOutboundBytes = limits.maximumOutboundBytes
        released = channel.eventLoop.makePromise()
    }

    /// What the handshake has found out.
    struct Origin {
        let id: UInt64
        let identity: String
        let subprotocol: String
        let isClient: Bool
        var isStranger = false
    }

    /// Queues one text message; messages leave in the order of the calls, and those of one turn in one write.
    /// False if the connection is closed or this message overfills the outbound buffer, which closes it.
    @discardableResult
    public func send(text: [UInt8]) -> Bool {
        enum Effect { case refuse, overflow, schedule, none }
        let effect = outbound.withLock { state -> Effect in
            guard state.phase == .open else { return .refuse }
            guard state.unsentBytes + text.count <= maximumOutboundBytes else {
                state.phase = .closed
                return .overflow
            }
            state.texts.append(text)
            state.unsentBytes += text.count
            guard !state.isFlushScheduled else { return .none }
            state.isFlushScheduled = true
            return .schedule
        }
        switch effect {
        case .refuse: return false
        case .overflow:
            command(.abort(.slowReader))
            return false
        case .none: return true
        case .schedule:
            if batch.loop.inEventLoop {
                batch.flushLater(self)
            } else {
                batch.loop.execute { self.batch.flushLater(self) }
            }
            return true
        }
    }

    /// Sends what is queued, then a close frame with this code and text (cut to 123 bytes), and closes the socket after
    /// the peer's answer, or soon without it. `.closed` follows; closing twice does nothing. A code that must not be
    /// sent (RFC 6455 section 7.4) becomes 1000.
    public func close(_ code: CloseCode = .normal, text: String = "") {
        let code = code.isSendable ? code : .normal
        command(.close(code, text, .local(code, text: text)))
    }

    /// Bytes accepted by `send` that the socket has not yet taken: a measure of how far behind the peer reads.
    public var unsentBytes: Int { outbound.withLock { $0.unsentBytes } }

    /// Ends the connection from our side. If it is itself still waiting for its predecessor, it never opens.
    func end(_ code: CloseCode, _ text: String, _ reason: StationCloseReason) {
        let isStillborn = outbound.withLock { state -> Bool in
            guard state.phase == .waiting else { return false }
            state.phase = .closed
            return true
        }
        if isStillborn {
            let goodbye = channel.writeAndFlush(frame(.connectionClose, code.payload(text)))
            goodbye.whenComplete { _ in self.channel.close(promise: nil) }
        } else {
            command(.close(code, text, reason))
        }
    }

    func command(_ command: StationCommand) {
        // Never at once: a command given within the delegate must not change the connection under its feet.
        channel.eventLoop.execute { self.channel.pipeline.fireUserInboundEventTriggered(command) }
    }

    /// False if a successor came first.
    func open() -> Bool {
        outbound.withLock { state in
            guard state.phase == .waiting else { return false }
            state.phase = .open
            return true
        }
    }

    /// Refuses further `send`s.
    func shut() {
        outbound.withLock { $0.phase = .closed }
    }

    /// Writes what is queued, on the event loop.
    func flushOutbound() {
        let (texts, bytes) = outbound.withLock { state -> ([[UInt8]], Int) in
            let texts = state.texts
            state.texts = []
            state.isFlushScheduled = false
            return (texts, texts.reduce(0) { $0 + $1.count })
        }
        guard let last = texts.indices.last, channel.isActive else { return }
        let written = channel.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenSuccess { self.outbound.withLock { $0.unsentBytes -= bytes } }
        for index in texts.indices {
            channel.write(frame(.text, texts[index]), promise: index == last ? written : nil)
        }
        channel.flush()
        meters.add(.framesOut, texts.count)
    }

    /// A frame of this side, masked if this is the client's. The room in front lets NIO put the header before the
    /// payload, which saves a second buffer.
    func frame(_ opcode: WebSocketOpcode, _ payload: some Collection<UInt8>) -> WebSocketFrame {
        var buffer = channel.allocator.buffer(capacity: Self.headerRoom + payload.count)
        buffer.moveWriterIndex(to: Self.headerRoom)
        buffer.moveReaderIndex(to: Self.headerRoom)
        buffer.writeBytes(payload)
        return WebSocketFrame(fin: true, opcode: opcode, maskKey: masksFrames ? .random() : nil, data: buffer)
    }

    /// Longest frame header: two bytes, eight of length, four of mask.
    private static let headerRoom = 14

    static func endpoint(_ address: SocketAddress) -> String {
        guard let host = address.ipAddress, let port = address.port else { return address.description }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension StationConnection: Hashable, CustomStringConvertible {
    /// The same connection, not merely the same station.
    public static func == (left: StationConnection, right: StationConnection) -> Bool { left === right }
    /// By `id`.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
    /// Identity and number, for logs.
    public var description: String { "\(identity)#\(id)" }
}

/// What a handle asks of the channel it stands for.
enum StationCommand: Sendable {
    /// Close frame with code and text, then the closing handshake.
    case close(CloseCode, String, StationCloseReason)
    /// No more words: the peer would not read them.
    case abort(StationCloseReason)
}

/// The limits of one connection, of a server or client.
struct ConnectionLimits: Sendable {
    var maximumMessageBytes: Int
    var maximumOutboundBytes: Int
    /// Absent: no pings.
    var pingInterval: TimeAmount?
    var pongTimeout: TimeAmount
    /// Absent: silence is allowed.
    var idleTimeout: TimeAmount?
    var closeTimeout: TimeAmount
}
