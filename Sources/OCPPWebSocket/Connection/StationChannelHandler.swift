// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOWebSocket

/// The last handler of an upgraded channel, server or client: frames to events, commands to frames, pings, closing.
///
///     open --- close frame sent ---> closing --- answer, end of input or time-out ---> closed
///       |                               ^
///       +-- `.closed` is delivered here +
final class StationChannelHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private enum Phase { case open, closing, closed }

    private let connection: StationConnection
    private let batch: EventBatch
    private let limits: ConnectionLimits
    private let meters: TransportMeters
    private let onConclusion: @Sendable (StationConnection) -> Void
    private var assembler: MessageAssembler
    private var phase = Phase.open
    private var isConcluded = false
    private var hasUnflushedPong = false
    private var heardSincePing = false
    private var lastText = NIODeadline.now()
    private var timer: Scheduled<Void>?

    /// `onConclusion` is called once, on the loop, just before `.closed` is put into the batch.
    init(
        connection: StationConnection, batch: EventBatch, limits: ConnectionLimits, expectsMask: Bool,
        meters: TransportMeters, onConclusion: @escaping @Sendable (StationConnection) -> Void
    ) {
        self.connection = connection
        self.batch = batch
        self.limits = limits
        self.meters = meters
        self.onConclusion = onConclusion
        assembler = MessageAssembler(expectsMask: expectsMask, maximumMessageBytes: limits.maximumMessageBytes)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        batch.append(.opened(connection))
        guard context.channel.isActive else { return conclude(.lost(detail: "closed during the handshake")) }
        awaitNextPing(context, in: limits.pingInterval ?? limits.idleTimeout)
    }

    func channelInactive(context: ChannelHandlerContext) {
        conclude(.lost(detail: "end of stream"))
        phase = .closed
        timer?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        guard phase == .open else { return finishClosing(context, frame) }
        meters.add(.framesIn)
        heardSincePing = true
        switch assembler.receive(frame) {
        case .nothing: break
        case .text(let bytes):
            lastText = .now()
            batch.append(.text(connection, bytes))
        case .ping(let bytes): pong(context, bytes)
        case .closing(let code, let text): answerClose(context, code, text)
        case .violation(let code, let detail): refuse(context, code, detail)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if hasUnflushedPong {
            hasUnflushedPong = false
            context.flush()
        }
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event as? StationCommand {
        case .close(let code, let text, let reason): startClosing(context, code, text, reason)
        case .abort(let reason): abort(context, reason)
        case nil: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength:
            refuse(context, .messageTooLarge, "frame beyond \(limits.maximumMessageBytes) bytes")
        case is NIOWebSocketError: refuse(context, .protocolError, "\(error)")
        // The decoder refuses what follows its first error; while closing that is drained and dropped.
        case is ByteToMessageDecoderError: break
        default:
            conclude(.lost(detail: "\(error)"))
            context.close(promise: nil)
        }
    }
}

// MARK: - Pings

extension StationChannelHandler {
    private func awaitNextPing(_ context: ChannelHandlerContext, in delay: TimeAmount?) {
        guard let delay else { return }
        schedule(context, in: delay) { handler, context in
            if handler.isIdle { return handler.closeIdle(context) }
            guard handler.limits.pingInterval != nil else { return handler.awaitNextPing(context, in: delay) }
            handler.heardSincePing = false
            context.writeAndFlush(Self.wrapOutboundOut(handler.connection.frame(.ping, [])), promise: nil)
            handler.awaitPong(context)
        }
    }

    /// Any frame proves that the peer lives: some stations answer a ping late behind a long upload, and dropping them
    /// would lose what they are sending.
    private func awaitPong(_ context: ChannelHandlerContext) {
        schedule(context, in: limits.pongTimeout) { handler, context in
            guard handler.heardSincePing else {
                handler.meters.add(.pongTimeouts)
                return handler.abort(context, .pongTimeout)
            }
            let rest = handler.limits.pingInterval.map { max(.zero, $0 - handler.limits.pongTimeout) }
            handler.awaitNextPing(context, in: rest)
        }
    }

    private var isIdle: Bool {
        guard let idleTimeout = limits.idleTimeout else { return false }
        return NIODeadline.now() - lastText >= idleTimeout
    }

    private func closeIdle(_ context: ChannelHandlerContext) {
        meters.add(.idleTimeouts)
        startClosing(context, .policyViolation, "idle", .idle)
    }

    /// A peer that sends pings and reads nothing gets no pongs beyond the socket's buffer (RFC 6455 section 5.5.3 lets
    /// us skip some).
    private func pong(_ context: ChannelHandlerContext, _ bytes: [UInt8]) {
        guard context.channel.isWritable else { return }
        context.write(Self.wrapOutboundOut(connection.frame(.pong, bytes)), promise: nil)
        hasUnflushedPong = true
    }

    private func schedule(
        _ context: ChannelHandlerContext, in delay: TimeAmount,
        _ body: @escaping (StationChannelHandler, ChannelHandlerContext) -> Void
    ) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
            guard let self, self.phase != .closed else { return }
            body(self, context)
        }
    }
}

// MARK: - Closing

extension StationChannelHandler {
    /// Sends what is queued and a close frame; the peer has `closeTimeout` to answer.
    private func startClosing(
        _ context: ChannelHandlerContext, _ code: CloseCode, _ text: String, _ reason: StationCloseReason,
        then done: EventLoopPromise<Void>? = nil
    ) {
        guard phase == .open else { return }
        phase = .closing
        // In this order: what `send` has taken is written, what comes later is refused, nothing falls between.
        connection.shut()
        connection.flushOutbound()
        conclude(reason)
        let frame = connection.frame(.connectionClose, code.payload(text))
        context.writeAndFlush(Self.wrapOutboundOut(frame), promise: done)
        schedule(context, in: limits.closeTimeout) { _, context in context.close(promise: nil) }
    }

    /// Closes for a fault of the peer. We do not understand it any more, so we end our side after the close frame and
    /// read on until it ends its own: closing at once with unread input would reset the connection, and the peer would
    /// never see the code.
    private func refuse(_ context: ChannelHandlerContext, _ code: CloseCode, _ detail: String) {
        guard phase == .open else { return }
        let isOversize = code == .messageTooLarge
        meters.add(isOversize ? .oversizeMessages : .protocolViolations)
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenSuccess { context.close(mode: .output, promise: nil) }
        startClosing(context, code, detail, isOversize ? .oversize : .violation(code, detail: detail), then: sent)
    }

    private func answerClose(_ context: ChannelHandlerContext, _ code: CloseCode?, _ text: String) {
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        startClosing(context, code ?? .normal, "", .peer(code: code, text: text), then: sent)
    }

    private func finishClosing(_ context: ChannelHandlerContext, _ frame: WebSocketFrame) {
        if frame.opcode == .connectionClose { context.close(promise: nil) }
    }

    private func abort(_ context: ChannelHandlerContext, _ reason: StationCloseReason) {
        if case .slowReader = reason, phase == .open { meters.add(.slowReaders) }
        conclude(reason)
        context.close(promise: nil)
    }

    /// Delivers `.closed`, once.
    private func conclude(_ reason: StationCloseReason) {
        guard !isConcluded else { return }
        isConcluded = true
        connection.shut()
        onConclusion(connection)
        batch.append(.closed(connection, reason), thenSucceed: connection.released)
    }
}
