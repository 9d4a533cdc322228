// SPDX-License-Identifier: Apache-2.0

import OCPPWebSocket
import TestSupport
import Testing

@Suite struct HandshakeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var path = "/ocpp/CP1"
        var protocols: String? = "ocpp1.6"
        var headers: [String] = []
        let status: Int
        var chosen: String?
        var testDescription: String { name }
    }

    /// `CP1:secret`, `CP1:wrong`, `CP2:secret`, encoded by the `base64` command.
    static let right = "Authorization: Basic Q1AxOnNlY3JldA=="
    static let wrong = "Authorization: Basic Q1AxOndyb25n"
    static let other = "Authorization: Basic Q1AyOnNlY3JldA=="

    static let cases = [
        Case(name: "right", headers: [right], status: 101, chosen: "ocpp1.6"),
        Case(
            name: "our order wins over theirs", protocols: "ocpp1.6, ocpp2.0.1", headers: [right], status: 101,
            chosen: "ocpp2.0.1"),
        Case(
            name: "unknown ones are passed over", protocols: "ocpp2.1, ocpp1.6", headers: [right], status: 101,
            chosen: "ocpp1.6"),
        Case(
            name: "deflate is not taken up", headers: [right, "Sec-WebSocket-Extensions: permessage-deflate"],
            status: 101, chosen: "ocpp1.6"),
        Case(name: "query is ignored", path: "/ocpp/CP1?a=b", headers: [right], status: 101, chosen: "ocpp1.6"),
        Case(name: "percent encoding", path: "/ocpp/%43P1", headers: [right], status: 101, chosen: "ocpp1.6"),
        Case(name: "no password", status: 401),
        Case(name: "wrong password", headers: [wrong], status: 401),
        Case(name: "somebody else's password", headers: [other], status: 401),
        Case(name: "broken base64", headers: ["Authorization: Basic ???"], status: 401),
        Case(name: "not Basic", headers: ["Authorization: Bearer Q1AxOnNlY3JldA=="], status: 401),
        Case(name: "blocked", path: "/ocpp/blocked", status: 403),
        Case(name: "unknown", path: "/ocpp/unknown", status: 404),
        Case(name: "later", path: "/ocpp/later", status: 503),
        Case(name: "wrong path", path: "/other/CP1", headers: [right], status: 404),
        Case(name: "root", path: "/", headers: [right], status: 404),
        Case(name: "deeper path", path: "/ocpp/CP1/x", headers: [right], status: 404),
        Case(name: "no identity", path: "/ocpp/", headers: [right], status: 400),
        Case(name: "broken percent", path: "/ocpp/CP%4", headers: [right], status: 400),
        Case(name: "encoded slash", path: "/ocpp/a%2Fb", headers: [right], status: 400),
        Case(name: "encoded line feed", path: "/ocpp/a%0Ab", headers: [right], status: 400),
        Case(name: "not ASCII", path: "/ocpp/%C3%A4", headers: [right], status: 400),
        Case(name: "space at the end", path: "/ocpp/CP1%20", headers: [right], status: 400),
        Case(name: "65 characters", path: "/ocpp/" + String(repeating: "x", count: 65), headers: [right], status: 400),
        Case(name: "no subprotocol", protocols: nil, headers: [right], status: 400),
        Case(name: "no common subprotocol", protocols: "ocpp1.5, mqtt", headers: [right], status: 400),
        Case(name: "owner chooses what was not offered", path: "/ocpp/confused", status: 500),
    ]

    static func decide(_ handshake: StationHandshake) -> HandshakeDecision {
        switch handshake.identity {
        case "blocked": return .refuse(.forbidden, reason: "blocked")
        case "unknown": return .refuse(.notFound, reason: "unknown")
        case "later": return .refuse(.unavailable, reason: "later")
        case "confused": return .accept(subprotocol: "ocpp2.0.1")
        default:
            guard handshake.identity == "CP1", handshake.credentials?.user == Array("CP1".utf8),
                handshake.credentials?.password == Array("secret".utf8)
            else { return .refuse(.unauthorized, reason: "who are you?") }
            return .accept(subprotocol: handshake.preferredSubprotocol)
        }
    }

    @Test(arguments: cases) func table(_ example: Case) async throws {
        try await withServer(adjust: { $0.subprotocols = ["ocpp2.0.1", "ocpp1.6"] }, authorize: Self.decide) {
            server, recorder in
            let peer = try RawPeer(port: server.port)
            let head = try await peer.handshake(example.path, protocols: example.protocols, headers: example.headers)
            let lines = head.lowercased().split(separator: "\r\n").map(String.init)
            #expect(lines[0].hasPrefix("http/1.1 \(example.status)"), "\(head)")
            let echoed = lines.filter { $0.hasPrefix("sec-websocket-protocol:") }
            #expect(echoed == (example.chosen.map { ["sec-websocket-protocol: \($0)"] } ?? []))
            #expect(!lines.contains { $0.hasPrefix("sec-websocket-extensions") })
            #expect(lines.contains { $0.hasPrefix("www-authenticate: basic") } == (example.status == 401))
            guard example.status == 101 else {
                _ = try await peer.readToEnd()
                #expect(recorder.entries.isEmpty)
                #expect(server.counters.refusedHandshakes == 1)
                return
            }
            // The answer RFC 6455 section 1.3 gives for this key.
            #expect(lines.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="))
            #expect(await eventually { recorder.entries == [.opened(1, "CP1")] })
        }
    }

    @Test func anIdentityMayContainColonsAndAPasswordAnyByte() async throws {
        // "a:b:" then the bytes ff 00 3a, encoded by the `base64` command.
        let authorize: @Sendable (StationHandshake) -> HandshakeDecision = { handshake in
            let isRight =
                handshake.credentials?.user == Array("a:b".utf8)
                && handshake.credentials?.password == [0xFF, 0x00, 0x3A]
            return isRight ? .accept(subprotocol: "ocpp1.6") : .refuse(.unauthorized, reason: "no")
        }
        try await withServer(authorize: authorize) { server, _ in
            let peer = try RawPeer(port: server.port)
            let head = try await peer.handshake("/ocpp/a:b", headers: ["Authorization: Basic YTpiOv8AOg=="])
            #expect(head.hasPrefix("HTTP/1.1 101"))
        }
    }

    @Test(arguments: [
        ("GET /ocpp/CP1 HTTP/1.1\r\nHost: x\r\n\r\n", "426"),
        (
            "POST /ocpp/CP1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nContent-Length: 0\r\n\r\n", "405"
        ),
        (
            "GET /ocpp/CP1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 8\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", "400"
        ),
        ("\u{16}\u{3}\u{1}\u{2}garbage\r\n\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 100_000) + "\r\n\r\n", ""),
    ])
    func whatIsNoWebSocketHandshakeIsAnsweredAndClosed(request: String, status: String) async throws {
        try await withServer { server, recorder in
            let peer = try RawPeer(port: server.port)
            try await peer.send(request)
            let answer = String(decoding: try await peer.readToEnd(), as: UTF8.self)
            #expect(
                status.isEmpty || answer.hasPrefix("HTTP/1.1 \(status)") || answer.hasPrefix("HTTP/1.0 \(status)"),
                "\(answer)")
            #expect(recorder.entries.isEmpty)
            let next = try RawPeer(port: server.port)
            #expect(try await next.handshake("/ocpp/CP1").hasPrefix("HTTP/1.1 101"))
        }
    }

    @Test func aHalfOpenHandshakeIsClosed() async throws {
        try await withServer(adjust: { $0.handshakeTimeout = .milliseconds(100) }) { server, recorder in
            let silent = try RawPeer(port: server.port)
            let slow = try RawPeer(port: server.port)
            try await slow.send("GET /ocpp/CP1 HTTP/1.1\r\nHost:")
            _ = try await silent.readToEnd(seconds: 5)
            _ = try await slow.readToEnd(seconds: 5)
            #expect(await eventually { server.counters.failedHandshakes == 2 })
            #expect(recorder.entries.isEmpty)
        }
    }

    @Test func socketsInTheirHandshakeAreLimited() async throws {
        try await withServer(adjust: { $0.maximumPendingHandshakes = 2 }) { server, _ in
            let waiting = [try RawPeer(port: server.port), try RawPeer(port: server.port)]
            for peer in waiting { try await peer.send("GET /") }
            let third = try RawPeer(port: server.port)
            _ = try await third.readToEnd(seconds: 5)
            #expect(server.counters.droppedSockets == 1)
        }
    }

    @Test func aFullServerRefusesNewStationsButLetsAStationReplaceItself() async throws {
        try await withServer(adjust: { $0.maximumConnections = 1 }) { server, _ in
            let first = try RawPeer(port: server.port)
            #expect(try await first.handshake("/ocpp/CP1").hasPrefix("HTTP/1.1 101"))
            #expect(await eventually { server.counters.openConnections == 1 })
            let other = try RawPeer(port: server.port)
            #expect(try await other.handshake("/ocpp/CP2").hasPrefix("HTTP/1.1 503"))
            let again = try RawPeer(port: server.port)
            #expect(try await again.handshake("/ocpp/CP1").hasPrefix("HTTP/1.1 101"))
        }
    }

    @Test func settingsThatMakeNoSenseAreNamed() async {
        var configuration = OCPPServer.Configuration()
        configuration.pathPrefix = "ocpp"
        await #expect(throws: OCPPServerError.self) {
            _ = try await OCPPServer.start(configuration, delegate: Recorder()) { _ in .refuse(.forbidden, reason: "") }
        }
        let bad = OCPPServer.Configuration(host: "192.0.2.1", port: 1)
        await #expect(throws: OCPPServerError.self) {
            _ = try await OCPPServer.start(bad, delegate: Recorder()) { _ in .refuse(.forbidden, reason: "") }
        }
    }
}
