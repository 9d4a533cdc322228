// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Calls the REST interface of a running gateway: one connection a call.
struct GatewayClient: Sendable {
    var endpoint: HTTPAddress
    var key: String
    var author: String
    var caFile: String?
    /// How long a call may take.
    var patience = GatewayClient.timeout

    /// The methods of the interface.
    enum Verb: String {
        case GET, POST, PUT, DELETE
    }

    /// How long a call may take, unless it is known to take longer.
    static let timeout = TimeAmount.seconds(30)

    /// Calls, and returns the document of a success.
    func call(_ verb: Verb, _ path: String, body: JSONValue? = nil) async throws(CommandError) -> JSONValue {
        let reply = try await reached { try await send(HTTPMethod(rawValue: verb.rawValue), path, body: body) }
        guard (200..<300).contains(reply.status) else { throw refusal(reply) }
        guard !reply.body.isEmpty else { return .null }
        guard let value = try? JSONValue(parsing: reply.body) else {
            throw .outside("\(endpoint.text): the answer is not JSON; is it a gateway?")
        }
        if value["isRecorded"]?.bool == false {
            StandardError.write(
                "warning: it is done, but not on disk yet: the gateway tries again, and forgets it if it is restarted "
                    + "before; see the log of the gateway")
        }
        return value
    }

    /// Reads a stream, handing on what comes; returns at its end.
    func read(_ path: String, _ take: @escaping @Sendable ([UInt8]) -> Void) async throws(CommandError) {
        let reply = try await reached { try await send(.GET, path, body: nil, take: take) }
        guard (200..<300).contains(reply.status) else { throw refusal(reply) }
    }

    /// What went wrong on the way, as an error of the command.
    private func reached(_ ask: () async throws -> HTTPReply) async throws(CommandError) -> HTTPReply {
        do {
            return try await ask()
        } catch let error as IOError {
            throw .outside("no gateway answers at \(endpoint.text): \(error.description); is it running?")
        } catch NIOSSLError.handshakeFailed(let why) {
            throw .outside("\(endpoint.text): TLS failed; is its certificate trusted (--ca-file)? \(why)")
        } catch is NIOConnectionError {
            throw .outside("no gateway answers at \(endpoint.text); is it running?")
        } catch {
            throw .outside("\(endpoint.text): \(error)")
        }
    }

    /// What a problem document says, as an error of the command.
    private func refusal(_ reply: HTTPReply) -> CommandError {
        let problem = try? JSONValue(parsing: reply.body)
        let detail = problem?["detail"]?.string ?? "status \(reply.status)"
        if reply.status == 401 { return .input("the gateway at \(endpoint.text) does not know the key: \(detail)") }
        return reply.status < 500 ? .input(detail) : .outside(detail)
    }

    /// - Parameter take: takes the parts of a success's body as they come.
    private func send(
        _ method: HTTPMethod, _ path: String, body: JSONValue?, take: (@Sendable ([UInt8]) -> Void)? = nil
    ) async throws -> HTTPReply {
        let group = MultiThreadedEventLoopGroup.singleton
        let tls = endpoint.isTLS ? try NIOSSLContext(configuration: tlsConfiguration()) : nil
        let host = endpoint.host
        let promise = group.next().makePromise(of: HTTPReply.self)
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: group).connectTimeout(.seconds(5)).channelInitializer {
                channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls {
                        try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: Self.name(host)))
                    }
                    try pipeline.addHTTPClientHandlers()
                    try pipeline.addHandler(ReplyCollector(promise, take))
                }
            }.connect(host: host, port: endpoint.port).get()
        } catch {
            promise.fail(error)
            throw error
        }
        let bytes = body?.serializedBytes() ?? []
        let timer = channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
        defer { timer.cancel() }
        channel.write(HTTPClientRequestPart.head(head(method, path, length: bytes.count)), promise: nil)
        if !bytes.isEmpty {
            channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: bytes))), promise: nil)
        }
        channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
        return try await promise.futureResult.get()
    }

    private func head(_ method: HTTPMethod, _ path: String, length: Int) -> HTTPRequestHead {
        var head = HTTPRequestHead(version: .http1_1, method: method, uri: path)
        head.headers = [
            "Host": "\(endpoint.host):\(endpoint.port)", "Authorization": "Bearer \(key)", "Headroom-Author": author,
            "Connection": "close", "Content-Length": "\(length)",
        ]
        // Sent again by whatever lies between, it is not done again.
        if method == .POST { head.headers.add(name: "Idempotency-Key", value: UUID().uuidString) }
        return head
    }

    private func tlsConfiguration() -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let caFile { configuration.trustRoots = .file(caFile) }
        return configuration
    }

    /// Certificates name hosts, and SNI takes no addresses.
    private static func name(_ host: String) -> String? {
        (try? SocketAddress(ipAddress: host, port: 0)) == nil ? host : nil
    }
}

/// A whole response.
struct HTTPReply: Sendable {
    var status: Int
    var body: [UInt8]
}

/// Gathers the parts of one response.
private final class ReplyCollector: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let promise: EventLoopPromise<HTTPReply>
    private let take: (@Sendable ([UInt8]) -> Void)?
    private var reply = HTTPReply(status: 0, body: [])

    /// - Parameter take: takes the parts of a success's body as they come.
    init(_ promise: EventLoopPromise<HTTPReply>, _ take: (@Sendable ([UInt8]) -> Void)?) {
        self.promise = promise
        self.take = take
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): reply.status = Int(head.status.code)
        case .body(let buffer):
            if let take, reply.status == 200 {
                take(Array(buffer.readableBytesView))
            } else {
                reply.body.append(contentsOf: buffer.readableBytesView)
            }
        case .end:
            promise.succeed(reply)
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { promise.fail(ChannelError.eof) }
}
