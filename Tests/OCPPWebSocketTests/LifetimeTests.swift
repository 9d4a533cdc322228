// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import OCPPWebSocket
import TestSupport
import Testing

@Suite struct LifetimeTests {
    private func connected(_ server: OCPPServer, _ identity: String = "CP1", receiveBuffer: Int32? = nil)
        async throws -> RawPeer
    {
        let peer = try RawPeer(port: server.port, receiveBuffer: receiveBuffer)
        let head = try await peer.handshake("/ocpp/\(identity)")
        try #require(head.hasPrefix("HTTP/1.1 101"))
        return peer
    }

    @Test(arguments: [1, 2]) func aNewConnectionReplacesTheOldOne(threads: Int) async throws {
        try await withServer(adjust: { $0.eventLoopThreads = threads }) { server, recorder in
            var peers = [try await connected(server)]
            for round in 1...20 {
                let next = try await connected(server)
                let close = try await peers[round - 1].readFrame()
                #expect(close.closeCode == 1000)
                #expect(close.closeText == "replaced")
                peers.append(next)
                // Else the next one may come so early that this one never opens.
                #expect(await eventually { recorder.entries.last == .opened(UInt64(round) + 1, "CP1") })
            }
            try await peers[20].sendFrame(1, Array("here".utf8))
            #expect(try await peers[20].readFrame().payload == Array("here".utf8))
            #expect(server.counters.replacedConnections == 20)
            #expect(server.counters.openConnections == 1)
            #expect(server.connection(identity: "CP1")?.id == 21)
            let expected: [Recorder.Entry] =
                [.opened(1, "CP1")]
                + (1...20).flatMap { [Recorder.Entry.closed($0, .replaced), .opened($0 + 1, "CP1")] }
            #expect(recorder.entries.filter { $0 != .text(21, "here") } == expected)
        }
    }

    /// Many at once: whoever wins, opened and closed must alternate, and one remains.
    @Test func simultaneousConnectionsOfOneIdentityStayInOrder() async throws {
        try await withServer(adjust: { $0.eventLoopThreads = 2 }) { server, recorder in
            let peers = try (0..<30).map { _ in try RawPeer(port: server.port) }
            for peer in peers { try await peer.send(RawPeer.request("/ocpp/CP1")) }
            for peer in peers { _ = try await peer.readHead() }
            #expect(await eventually { Self.openCount(recorder.entries) == 1 && server.counters.openConnections == 1 })
            var open: UInt64?
            for entry in recorder.entries {
                switch entry {
                case .opened(let id, _):
                    #expect(open == nil)
                    open = id
                case .closed(let id, _):
                    #expect(open == id)
                    open = nil
                case .text: Issue.record("no text was sent")
                }
            }
            #expect(open == server.connection(identity: "CP1")?.id)
        }
    }

    private static func openCount(_ entries: [Recorder.Entry]) -> Int {
        entries.reduce(0) { count, entry in
            switch entry {
            case .opened: count + 1
            case .closed: count - 1
            case .text: count
            }
        }
    }

    @Test func aPeerThatNeverAnswersIsClosedAndOneThatDoesIsNot() async throws {
        try await withServer(adjust: {
            $0.pingInterval = .milliseconds(50)
            $0.pongTimeout = .seconds(1)
        }) { server, recorder in
            let silent = try await connected(server, "silent")
            // Answers pings on a thread of its own, however busy the tests keep the others.
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            let client = OCPPClient(delegate: Recorder(), group: group)
            let lively = try await client.connect(.init(port: server.port, identity: "lively"))
            #expect(await eventually { !recorder.closeReasons.isEmpty })
            #expect(await eventually { client.counters.framesIn >= 3 })
            #expect(recorder.closeReasons == [.pongTimeout])
            #expect(server.counters.pongTimeouts == 1)
            #expect(server.connection(identity: "lively") != nil)
            #expect(try await silent.readToEnd(seconds: 5) == [0x89, 0x00])
            lively.close()
            #expect(await eventually { client.counters.openConnections == 0 })
            try await group.shutdownGracefully()
        }
    }

    @Test func aStationThatSaysNothingIsClosedIfAsked() async throws {
        try await withServer(adjust: {
            $0.pingInterval = nil
            $0.idleTimeout = .milliseconds(80)
        }) { server, recorder in
            let peer = try await connected(server)
            #expect(try await peer.readFrame(seconds: 5).closeCode == 1008)
            #expect(await eventually { recorder.closeReasons == [.idle] })
            #expect(server.counters.idleTimeouts == 1)
        }
    }

    @Test func aPeerThatDoesNotReadIsClosed() async throws {
        try await withServer(adjust: { $0.maximumOutboundBytes = 300_000 }) { server, recorder in
            let peer = try await connected(server, receiveBuffer: 4096)
            #expect(await eventually { server.connection(identity: "CP1") != nil })
            let connection = try #require(server.connection(identity: "CP1"))
            #expect(await eventually { recorder.entries.count == 1 })
            let text = Array(repeating: UInt8(ascii: "x"), count: 10_000)
            // Far more than loopback's socket buffers take.
            var sent = 0
            while sent < 5000, connection.send(text: text) {
                sent += 1
                if connection.unsentBytes > 200_000 { await Task.yield() }
            }
            #expect(sent < 5000)
            #expect(await eventually { recorder.closeReasons == [.slowReader] })
            #expect(server.counters.slowReaders == 1)
            #expect(!connection.send(text: text))
            withExtendedLifetime(peer) {}
        }
    }

    @Test func aPeerThatPingsAndDoesNotReadCostsNoMemory() async throws {
        try await withServer { server, recorder in
            let peer = try await connected(server, receiveBuffer: 4096)
            let pings = (0..<1000).flatMap { _ in RawPeer.frame(9, Array(repeating: 0, count: 125)) }
            for _ in 0..<60 { try await peer.send(pings) }
            #expect(await eventually { server.counters.framesIn == 60_000 })
            #expect(recorder.closeReasons.isEmpty)
            // Of 60,000 pongs only those come that fitted into the buffers.
            var pongs = 0
            while let frame = try? await peer.readFrame(seconds: 0.3) {
                #expect(frame.opcode == 10)
                pongs += 1
            }
            #expect((1..<59_000).contains(pongs), "\(pongs)")
        }
    }

    @Test func shutdownSaysGoodbyeToEverybody() async throws {
        let recorder = Recorder.echo
        let server = try await OCPPServer.start(.init(), delegate: recorder) {
            .accept(subprotocol: $0.preferredSubprotocol)
        }
        var peers: [RawPeer] = []
        for index in 0..<20 { peers.append(try await connected(server, "CP\(index)")) }
        let halfOpen = try RawPeer(port: server.port)
        try await halfOpen.send("GET /")
        #expect(await eventually { server.counters.openConnections == 20 })
        let started = ContinuousClock.now
        async let finished: Void = server.shutdown()
        for (index, peer) in peers.enumerated() {
            #expect(try await peer.readFrame(seconds: 5).closeCode == 1001)
            // One of them never answers; the shutdown does not wait for it beyond its time.
            if index > 0 { try await peer.sendFrame(8, [0x03, 0xE9]) }
        }
        await finished
        #expect(ContinuousClock.now - started < .seconds(5))
        #expect(recorder.closeReasons == Array(repeating: .shutdown, count: 20))
        #expect(throws: RawPeer.Failure.self) { try RawPeer(port: server.port) }
        _ = try await halfOpen.readToEnd(seconds: 1)
        await server.shutdown()
    }

    @Test func aSocketThatEndsWithoutAWordIsReported() async throws {
        try await withServer { server, recorder in
            do { _ = try await connected(server) }
            #expect(await eventually { recorder.closeReasons == [.lost(detail: "end of stream")] })
            #expect(server.counters.openConnections == 0)
        }
    }
}
