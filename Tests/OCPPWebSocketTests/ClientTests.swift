// SPDX-License-Identifier: Apache-2.0

import Glibc
import OCPPWebSocket
import TestSupport
import Testing

@Suite struct ClientTests {
    @Test func stationsTalkBothWays() async throws {
        try await withServer { server, _ in
            let heard = Recorder()
            let client = OCPPClient(delegate: heard)
            var station = OCPPClient.Station(port: server.port, identity: "CP 1/ä", password: [1, 0xFF])
            await #expect(throws: OCPPClientError.self) { try await client.connect(station) }
            station.identity = "CP 1"
            let connection = try await client.connect(station)
            #expect(connection.subprotocol == "ocpp1.6")
            #expect(server.connection(identity: "CP 1") != nil)
            for index in 0..<50 { connection.send(text: Array("call \(index)".utf8)) }
            #expect(await eventually { heard.texts == (0..<50).map { "call \($0)" } })
            connection.close()
            #expect(await eventually { heard.closeReasons == [.local(.normal, text: "")] })
            #expect(await eventually { server.counters.openConnections == 0 && client.counters.openConnections == 0 })
        }
    }

    @Test func refusalsCarryTheirStatus() async throws {
        try await withServer(authorize: { _ in .refuse(.unauthorized, reason: "no such key") }) { server, _ in
            let client = OCPPClient(delegate: Recorder())
            await #expect(throws: OCPPClientError.refused(status: 401, reason: "no such key\n")) {
                try await client.connect(.init(port: server.port, identity: "CP1"))
            }
        }
    }

    @Test func nobodyThereIsAnErrorAndSilenceATimeout() async throws {
        let client = OCPPClient(delegate: Recorder())
        await #expect(throws: OCPPClientError.self) { try await client.connect(.init(port: 1, identity: "CP1")) }
        let (descriptor, port) = try Self.silentListener()
        defer { Glibc.close(descriptor) }
        var station = OCPPClient.Station(port: port, identity: "CP1")
        station.timeout = .milliseconds(200)
        await #expect(throws: OCPPClientError.timeout) { try await client.connect(station) }
    }

    @Test func fiveHundredStationsAtOnce() async throws {
        try await withServer { server, _ in
            let heard = Recorder()
            let client = OCPPClient(delegate: heard)
            let port = server.port
            let connections = try await withThrowingTaskGroup(of: StationConnection.self) { group in
                for index in 0..<500 {
                    group.addTask {
                        var station = OCPPClient.Station(port: port, identity: "CP\(index)")
                        station.timeout = .seconds(60)
                        return try await client.connect(station)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            // A client knows of its upgrade a moment before the server has entered it.
            #expect(await eventually { server.counters.openConnections == 500 })
            for connection in connections { connection.send(text: Array(connection.identity.utf8)) }
            #expect(await eventually(within: .seconds(60)) { heard.texts.count == 500 })
            #expect(Set(heard.texts) == Set((0..<500).map { "CP\($0)" }))
        }
    }

    /// A socket that accepts in the kernel and never says a word.
    private static func silentListener() throws -> (Int32, Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 16) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        try #require(result)
        return (descriptor, Int(in_port_t(bigEndian: address.sin_port)))
    }
}
