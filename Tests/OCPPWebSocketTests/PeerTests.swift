// SPDX-License-Identifier: Apache-2.0

import Glibc
import OCPPWebSocket
import TestSupport
import Testing

/// An independent WebSocket implementation, PyPI `websockets`, against our server and our client.
@Suite struct PeerTests {
    private static var python: String? { getenv("HEADROOM_PYTHON").map { String(cString: $0) } }

    private static func script(_ name: String) -> String {
        let here = #filePath
        return here.prefix(upTo: here.lastIndex(of: "/") ?? here.startIndex) + "/Peers/" + name
    }

    @Test(.enabled(if: python != nil, "HEADROOM_PYTHON names no Python with websockets"))
    func websocketsAsStation() async throws {
        let python = try #require(Self.python)
        try await withServer(
            .echo,
            adjust: {
                $0.pingInterval = .milliseconds(100)
                $0.pongTimeout = .seconds(5)
                $0.subprotocols = ["ocpp2.0.1", "ocpp1.6"]
            }, authorize: HandshakeTests.decide
        ) { server, _ in
            let result = try await ChildProcess.run([
                python, Self.script("websockets_station.py"), "ws://127.0.0.1:\(server.port)/ocpp/",
            ])
            #expect(result.status == 0 && result.output.contains("all passed"), "\(result.output)")
            #expect(server.counters.pongTimeouts == 0)
        }
    }

    @Test(.enabled(if: python != nil, "HEADROOM_PYTHON names no Python with websockets"))
    func websocketsAsServer() async throws {
        let python = try #require(Self.python)
        try await withTemporaryFolder { folder in
            let portFile = folder + "/port"
            async let server = ChildProcess.run([python, Self.script("websockets_server.py"), portFile])
            var port = 0
            #expect(
                await eventually(within: .seconds(30)) {
                    guard let file = fopen(portFile, "r") else { return false }
                    defer { fclose(file) }
                    var line = [CChar](repeating: 0, count: 16)
                    guard fgets(&line, 16, file) != nil else { return false }
                    port = Int(atoi(line))
                    return port > 0
                })
            let heard = Recorder()
            let client = OCPPClient(delegate: heard, pingInterval: .milliseconds(50))
            var station = OCPPClient.Station(port: port, identity: "CP 1", password: Array("secret".utf8))
            station.subprotocols = ["ocpp2.0.1", "ocpp1.6"]
            let connection = try await client.connect(station)
            #expect(connection.subprotocol == "ocpp1.6")
            let texts = ["", "ä€😀", String(repeating: "x", count: 70_000)]
            for text in texts { connection.send(text: Array(text.utf8)) }
            #expect(await eventually { heard.texts == ["/ocpp/CP%201 Basic Q1AgMTpzZWNyZXQ="] + texts })
            connection.send(text: Array("close 4001".utf8))
            #expect(
                await eventually {
                    heard.closeReasons == [.peer(code: CloseCode(rawValue: 4001), text: "as asked")]
                })
            let result = try await server
            #expect(result.status == 0, "\(result.output)")
        }
    }
}
