// SPDX-License-Identifier: Apache-2.0

import OCPPWebSocket
import TestSupport
import Testing

@Suite struct MessageTests {
    private func connected(_ server: OCPPServer, _ identity: String = "CP1") async throws -> RawPeer {
        let peer = try RawPeer(port: server.port)
        let head = try await peer.handshake("/ocpp/\(identity)")
        try #require(head.hasPrefix("HTTP/1.1 101"))
        return peer
    }

    @Test(arguments: [0, 1, 7, 8, 9, 125, 126, 127, 65_535, 65_536, 262_144])
    func echo(length: Int) async throws {
        try await withServer { server, _ in
            let peer = try await connected(server)
            let text = (0..<length).map { UInt8(ascii: "a") + UInt8($0 % 26) }
            try await peer.sendFrame(1, text)
            #expect(try await peer.readFrame() == RawPeer.Frame(opcode: 1, payload: text))
        }
    }

    @Test func textsOfOneReadComeInOneBatchAndInOrder() async throws {
        try await withServer { server, recorder in
            let peer = try await connected(server)
            let texts = (0..<200).map { "message \($0)" }
            try await peer.send(texts.flatMap { RawPeer.frame(1, Array($0.utf8)) })
            for text in texts {
                #expect(try await peer.readFrame() == RawPeer.Frame(opcode: 1, payload: Array(text.utf8)))
            }
            #expect(recorder.texts == texts)
            // `.opened` has its own; the 4.4 kB of texts fit into very few reads.
            #expect(recorder.batchCount < 20)
            #expect(server.counters.framesIn == 200)
            #expect(server.counters.framesOut == 200)
        }
    }

    @Test func whatFollowsTheHandshakeInOnePacketIsNotLost() async throws {
        try await withServer { server, _ in
            let peer = try RawPeer(port: server.port)
            try await peer.send(Array(RawPeer.request("/ocpp/CP1").utf8) + RawPeer.frame(1, Array("early".utf8)))
            _ = try await peer.readHead()
            #expect(try await peer.readFrame().payload == Array("early".utf8))
        }
    }

    @Test func fragmentsAreJoinedAndPingsMayStandBetween() async throws {
        try await withServer { server, _ in
            let peer = try await connected(server)
            // The two bytes of ä in two fragments: the text is checked as a whole.
            try await peer.sendFrame(1, Array("[2,\"".utf8) + [0xC3], fin: false)
            try await peer.sendFrame(9, [1, 2, 3])
            try await peer.sendFrame(0, [], fin: false)
            try await peer.sendFrame(0, [0xA4] + Array("\"]".utf8))
            #expect(try await peer.readFrame() == RawPeer.Frame(opcode: 10, payload: [1, 2, 3]))
            #expect(try await peer.readFrame().payload == Array("[2,\"ä\"]".utf8))
        }
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let frames: [[UInt8]]
        let code: Int
        var testDescription: String { name }
    }

    static let faults = [
        Fault(name: "binary", frames: [RawPeer.frame(2, [1])], code: 1003),
        Fault(name: "not UTF-8", frames: [RawPeer.frame(1, [0x41, 0xFF])], code: 1007),
        Fault(name: "surrogate", frames: [RawPeer.frame(1, [0xED, 0xA0, 0x80])], code: 1007),
        Fault(name: "overlong", frames: [RawPeer.frame(1, [0xC0, 0x80])], code: 1007),
        Fault(name: "cut character", frames: [RawPeer.frame(1, [0x41, 0xC3])], code: 1007),
        Fault(
            name: "cut character in fragments",
            frames: [
                RawPeer.frame(1, [0x41], fin: false), RawPeer.frame(0, [0xC3]),
            ], code: 1007),
        Fault(name: "not masked", frames: [RawPeer.frame(1, [0x41], masked: false)], code: 1002),
        Fault(name: "reserved bit", frames: [RawPeer.frame(1, [0x41], reserved: 4)], code: 1002),
        Fault(name: "unknown opcode", frames: [RawPeer.frame(3, [0x41])], code: 1002),
        Fault(name: "continuation of nothing", frames: [RawPeer.frame(0, [0x41])], code: 1002),
        Fault(
            name: "text within a message",
            frames: [
                RawPeer.frame(1, [0x41], fin: false), RawPeer.frame(1, [0x41]),
            ], code: 1002),
        Fault(name: "fragmented ping", frames: [RawPeer.frame(9, [], fin: false)], code: 1002),
        Fault(name: "long ping", frames: [RawPeer.frame(9, Array(repeating: 0, count: 126))], code: 1002),
        Fault(name: "close of one byte", frames: [RawPeer.frame(8, [3])], code: 1002),
        Fault(name: "close with a reserved code", frames: [RawPeer.frame(8, [0x03, 0xED])], code: 1002),
        Fault(
            name: "one byte too many", frames: [RawPeer.frame(1, Array(repeating: 0x41, count: 262_145))], code: 1009),
        Fault(
            name: "too many in fragments",
            frames: [
                RawPeer.frame(1, Array(repeating: 0x41, count: 200_000), fin: false),
                RawPeer.frame(0, Array(repeating: 0x41, count: 62_145)),
            ], code: 1009),
        Fault(name: "10 MB", frames: [RawPeer.frame(1, Array(repeating: 0x41, count: 10_000_000))], code: 1009),
        Fault(
            name: "length of 63 bits",
            frames: [
                [0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4]
            ], code: 1009),
        Fault(
            name: "length of 64 bits",
            frames: [
                [0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4]
            ], code: 1009),
    ]

    @Test(arguments: faults) func faultsAreAnsweredWithTheirCode(_ fault: Fault) async throws {
        try await withServer { server, recorder in
            let peer = try await connected(server)
            try await peer.sendFrame(1, Array("before".utf8))
            #expect(try await peer.readFrame().payload == Array("before".utf8))
            try await peer.send(fault.frames.flatMap { $0 })
            #expect(try await peer.readFrame().closeCode == fault.code)
            // What comes after a fault must not be taken.
            try await peer.sendFrame(1, Array("after".utf8))
            #expect(await eventually { recorder.closeReasons.count == 1 })
            #expect(recorder.texts == ["before"])
            let counters = server.counters
            #expect(counters.oversizeMessages == (fault.code == 1009 ? 1 : 0))
            #expect(counters.protocolViolations == (fault.code == 1009 ? 0 : 1))
            // The server lives.
            let next = try await connected(server)
            try await next.sendFrame(1, Array("next".utf8))
            #expect(try await next.readFrame().payload == Array("next".utf8))
        }
    }

    @Test func aCloseIsAnsweredWithItsCode() async throws {
        try await withServer { server, recorder in
            let peer = try await connected(server)
            try await peer.sendFrame(8, [0x0F, 0xA0] + Array("bye".utf8))
            #expect(try await peer.readFrame().closeCode == 4000)
            _ = try await peer.readToEnd(seconds: 5)
            #expect(await eventually { server.counters.openConnections == 0 })
            #expect(recorder.closeReasons == [.peer(code: CloseCode(rawValue: 4000), text: "bye")])
        }
    }

    @Test func ourCloseComesAfterWhatWasSent() async throws {
        let recorder = Recorder { connection, _ in
            connection.send(text: Array("last".utf8))
            connection.close(.policyViolation, text: String(repeating: "ä", count: 100))
        }
        try await withServer(recorder) { server, recorder in
            let peer = try await connected(server)
            try await peer.sendFrame(1, Array("go".utf8))
            #expect(try await peer.readFrame().payload == Array("last".utf8))
            let close = try await peer.readFrame()
            #expect(close.closeCode == 1008)
            #expect(close.closeText == String(repeating: "ä", count: 61))
            try await peer.sendFrame(8, [0x03, 0xF0])
            _ = try await peer.readToEnd(seconds: 5)
            #expect(await eventually { recorder.closeReasons.count == 1 })
        }
    }
}
