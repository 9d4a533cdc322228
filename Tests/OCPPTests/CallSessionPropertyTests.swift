// SPDX-License-Identifier: Apache-2.0

import JSON
import OCPP
import TestSupport
import Testing

/// Seeded random events against a peer model of the test's own: never two calls of ours open at the peer at once (a
/// timed out one counts as closed), every call ends exactly once, every call of the peer is answered at most once under
/// its id.
@Suite struct CallSessionPropertyTests {
    @Test(arguments: 0..<40)
    func everyCallEndsExactlyOnce(seed: Int) throws {
        var world = World(seed: UInt64(seed))
        for _ in 0..<400 { try world.step() }
        world.absorb(world.session.disconnected())
        #expect(world.problems.isEmpty, "seed \(seed): \(world.problems.prefix(3))")
        #expect(world.completions.count == Int(world.lastHandle), "seed \(seed)")
        #expect(world.completions.values.allSatisfy { $0 == 1 }, "seed \(seed)")
        #expect(world.sent > 20 && world.answered > 5, "seed \(seed): the run exercised something")
    }

    private struct World {
        var session: CallSession
        var random: SplitMix64
        var now: Int64 = 0
        var lastHandle: UInt64 = 0
        var completions: [UInt64: Int] = [:]
        /// Ids of calls of ours that the peer has seen, newest last.
        var seen: [String] = []
        var openAtPeer: String?
        var delivered: [String] = []
        var peerOpen: Set<String> = []
        var lastPeerID = 0
        var sent = 0
        var answered = 0
        var problems: [String] = []

        init(seed: UInt64) {
            random = SplitMix64(seed: seed)
            let configuration = CallSession.Configuration(
                version: .v16, timeoutMilliseconds: 1_000, maximumQueued: 5, maximumUnanswered: 3, inboundBurst: 50,
                inboundPerSecond: 5)
            session = CallSession(configuration: configuration, idPrefix: "p")
        }

        mutating func step() throws {
            now += Int64(random.below(120))
            switch random.below(10) {
            case 0...2: send()
            case 3: absorb(session.tick(now: now))
            case 4...5: answerOpenCall()
            case 6: answerAnyCall()
            case 7: callFromPeer()
            case 8:
                if !delivered.isEmpty {
                    absorb(
                        session.answer(
                            delivered.remove(at: random.below(delivered.count)), with: .success(Array("{}".utf8))))
                }
            default: receive(["[", "[2]", "x", "[3,1,{}]", #"[9,"q",{}]"#][random.below(5)])
            }
        }

        private mutating func send() {
            lastHandle += 1
            let key = random.below(2) == 0 ? "k\(random.below(3))" : nil
            absorb(
                session.send(
                    .init(handle: lastHandle, action: "Reset", payload: Array("{}".utf8), coalescingKey: key), now: now)
            )
        }

        private mutating func answerOpenCall() {
            guard let id = openAtPeer else { return }
            let answers = [#"[3,"\#(id)",{}]"#, #"[4,"\#(id)","GenericError","",{}]"#, #"[3,"\#(id)",7]"#]
            openAtPeer = nil
            receive(answers[random.below(3)])
            answered += 1
        }

        /// Mostly a late or repeated answer; now and then the one that is due.
        private mutating func answerAnyCall() {
            let id = seen.isEmpty ? "none" : seen[random.below(seen.count)]
            if openAtPeer == id { openAtPeer = nil }
            receive(#"[3,"\#(id)",{}]"#)
        }

        private mutating func callFromPeer() {
            if random.below(5) > 0 || lastPeerID == 0 { lastPeerID += 1 }
            peerOpen.insert("\(lastPeerID)")
            receive("[2,\"\(lastPeerID)\",\"Heartbeat\",{}]")
        }

        private mutating func receive(_ frame: String) { absorb(session.received(frame.utf8, now: now)) }

        mutating func absorb(_ actions: [CallSession.Action]) {
            for action in actions {
                switch action {
                case .deliver(let call): delivered.append(call.id)
                case .complete(let call, let outcome):
                    completions[call.handle, default: 0] += 1
                    if outcome == .timedOut || outcome == .disconnected { openAtPeer = nil }
                case .send(let bytes): sent(bytes)
                }
            }
        }

        private mutating func sent(_ bytes: [UInt8]) {
            guard let frame = try? JSONValue(parsing: bytes), let id = frame[1]?.string else {
                return problems.append("sent what is no frame")
            }
            guard frame[0] == 2 else {
                if id != "-1", id != "q", peerOpen.remove(id) == nil {
                    problems.append("answered \(id), which is not open")
                }
                return
            }
            sent += 1
            if let openAtPeer { problems.append("\(id) sent while \(openAtPeer) is open") }
            if seen.contains(id) { problems.append("\(id) used twice") }
            openAtPeer = id
            seen.append(id)
        }
    }
}
