// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Asks for the upgrade, and reads the answer if it is a refusal.
final class ClientHandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let station: OCPPClient.Station
    private let upgraded: EventLoopPromise<StationConnection>
    private var status: Int?
    private var body = ""

    init(station: OCPPClient.Station, upgraded: EventLoopPromise<StationConnection>) {
        self.station = station
        self.upgraded = upgraded
    }

    func channelActive(context: ChannelHandlerContext) {
        var headers = HTTPHeaders([
            ("Host", "\(station.host):\(station.port)"),
            ("Sec-WebSocket-Protocol", station.subprotocols.joined(separator: ", ")),
        ])
        if let password = station.password {
            let credentials = Data(Array(station.identity.utf8) + [UInt8(ascii: ":")] + password)
            headers.add(name: "Authorization", value: "Basic " + credentials.base64EncodedString())
        }
        let path = station.pathPrefix + Self.percentEncoded(station.identity)
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path, headers: headers)
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head): status = Int(head.status.code)
        case .body(let bytes): body += String(String(buffer: bytes).prefix(Self.maximumReason - body.count))
        case .end: refuse(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The upgrade handler reports a refusal as an error first; its status follows.
        if error is NIOHTTPClientUpgradeError { return }
        upgraded.fail(OCPPClientError.unreachable(reason: "\(error)"))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if status != nil { refuse(context) }
        upgraded.fail(OCPPClientError.unreachable(reason: "the server closed the connection"))
        context.fireChannelInactive()
    }

    private func refuse(_ context: ChannelHandlerContext) {
        upgraded.fail(OCPPClientError.refused(status: status ?? 0, reason: body))
        context.close(promise: nil)
    }

    /// Characters kept of the text of a refusal.
    private static let maximumReason = 512

    private static func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || (0x30...0x39).contains(byte))
            if isPlain || "-._~".unicodeScalars.contains(scalar) { return String(scalar) }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
