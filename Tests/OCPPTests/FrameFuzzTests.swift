// SPDX-License-Identifier: Apache-2.0

import Foundation
import OCPP
import TestSupport
import Testing

/// A seeded slice of the fuzzing of whole frames, and of every message that either side may send.
@Suite struct FrameFuzzTests {
    private static let frames = [
        #"[2,"19223201","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"#,
        #"[3,"f-1",{"status":"Accepted","currentTime":"2026-11-22T17:00:00Z","interval":300}]"#,
        #"[4,"f-1","InternalError","it broke",{"a":[1,2,{"b":null}]}]"#, #"[4,"f-1","NotSupported"]"#,
        #"[5,"f-1","FormatViolation","",{}]"#, #"[6,"x","NotifyPeriodicEventStream",{"id":1}]"#,
        #"[2,"","Heartbeat",null]"#,
    ]

    private static let pieces = [
        "{", "}", "[", "]", "\"", ",", ":", "null", "1e308", "-1", "9223372036854775807", "2", "3", "4", "\"\"",
        "\u{0}", "é", "true", "2026-02-30T25:61:00Z", "-9e99",
    ]

    /// Whatever comes: a frame or an error with a place in it, a frame survives being written, and the session ends no
    /// more calls than it began.
    @Test(arguments: 0..<4, [OCPPVersion.v16, .v201, .v21])
    func mutatedFramesAreReadOrRefused(seed: Int, version: OCPPVersion) throws {
        var random = SplitMix64(seed: UInt64(seed))
        for round in 0..<FuzzRounds.count(700) {
            var session = CallSession(configuration: .init(version: version), idPrefix: "f")
            var begun = 1
            var ended = 0
            _ = session.send(
                CallSession.OutboundCall(handle: 1, action: "TriggerMessage", payload: Array("{}".utf8)), now: 0)
            for step in Int64(1)...4 {
                var bytes = Array(Self.frames[random.below(Self.frames.count)].utf8)
                for _ in 0..<random.below(5) { mutate(&bytes, pieces: Self.pieces, &random) }
                if let frame = try? OCPPFrame.decode(bytes, version: version) {
                    let again = try? OCPPFrame.decode(frame.encoded(for: version), version: version)
                    #expect(again?.id == frame.id, "seed \(seed), round \(round)")
                }
                for action in session.received(bytes, now: step) { count(action, &ended, seed, round) }
                begun += 1
                for action in session.send(
                    CallSession.OutboundCall(handle: 1, action: "ClearCache", payload: Array("{}".utf8)), now: step)
                {
                    count(action, &ended, seed, round)
                }
            }
            for action in session.tick(now: 1 << 40) + session.disconnected() { count(action, &ended, seed, round) }
            #expect(ended == begun, "seed \(seed), round \(round): each call ends once")
        }
    }

    private func count(_ action: CallSession.Action, _ ended: inout Int, _ seed: Int, _ round: Int) {
        switch action {
        case .complete: ended += 1
        case .send(let frame):
            // What we write is read by others.
            #expect(
                (try? JSONSerialization.jsonObject(with: Data(frame))) is [Any], "seed \(seed), round \(round)")
        case .deliver: break
        }
    }

    @Test(arguments: 0..<4)
    func everyMessageIsReadOrRefused(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(1_000 + seed))
        let samples = try MessageSamples().all.map(\.payload).filter { $0.count < 2_000 }
        for round in 0..<FuzzRounds.count(100, cost: 20) {
            var bytes = samples[random.below(samples.count)]
            for _ in 0..<random.below(4) { mutate(&bytes, pieces: Self.pieces, &random) }
            for survives in V16Decoders.all { #expect(survives(bytes), "seed \(seed), round \(round)") }
        }
    }
}
