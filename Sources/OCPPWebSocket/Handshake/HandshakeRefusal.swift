// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1
import NIOWebSocket

/// A handshake that ends with an HTTP status instead of an upgrade.
struct HandshakeRefusal: Error {
    let status: HTTPResponseStatus
    let reason: String
}

/// Behind the upgrade handler until the upgrade: gets the requests it lets through, and the error that says why it did,
/// and answers them; closes a socket whose handshake takes too long.
final class HandshakeRefusalHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let timeout: TimeAmount
    private let meters: TransportMeters
    private let onEnd: () -> Void
    private var timer: Scheduled<Void>?
    private var refusal: HandshakeRefusal?
    private var hasAnswered = false
    private var hasUpgraded = false

    /// `onEnd` is called once: upgraded, refused or gone.
    init(timeout: TimeAmount, meters: TransportMeters, onEnd: @escaping () -> Void) {
        self.timeout = timeout
        self.meters = meters
        self.onEnd = onEnd
    }

    func handlerAdded(context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: timeout) { context.close(promise: nil) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        if !hasUpgraded && !hasAnswered { meters.add(.failedHandshakes) }
        onEnd()
    }

    /// To be called when the upgrade is under way, before the handler is removed.
    func upgraded() { hasUpgraded = true }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let error as HandshakeRefusal: refusal = error
        case is NIOWebSocketUpgradeError:
            refusal = HandshakeRefusal(status: .badRequest, reason: "not a WebSocket handshake of version 13")
        default: context.close(promise: nil)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // The first head is answered; a body, or a second request behind it, is not looked at.
        guard !hasAnswered, case .head = Self.unwrapInboundIn(data) else { return }
        hasAnswered = true
        meters.add(.refusedHandshakes)
        answer(context, refusal ?? HandshakeRefusal(status: .upgradeRequired, reason: "this port speaks WebSocket"))
    }

    private func answer(_ context: ChannelHandlerContext, _ refusal: HandshakeRefusal) {
        let body = ByteBuffer(string: refusal.reason + "\n")
        var headers = HTTPHeaders([
            ("Connection", "close"), ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", String(body.readableBytes)),
        ])
        switch refusal.status {
        case .unauthorized: headers.add(name: "WWW-Authenticate", value: "Basic realm=\"OCPP\"")
        case .upgradeRequired: headers.add(name: "Upgrade", value: "websocket")
        default: break
        }
        let head = HTTPResponseHead(version: .http1_1, status: refusal.status, headers: headers)
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: sent)
    }
}
