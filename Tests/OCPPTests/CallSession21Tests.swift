// SPDX-License-Identifier: Apache-2.0

import JSON
import OCPP
import Testing

/// What 2.1 adds to a connection: messages that are not answered, and answers that are refused.
@Suite struct CallSession21Tests {
    private let stream = V2.NotifyPeriodicEventStream(
        data: [.init(t: 1, v: "230")], id: 7, pending: 0, basetime: OCPPTimestamp(milliseconds: 0))

    private func session(_ version: OCPPVersion = .v21) -> CallSession {
        CallSession(configuration: .init(version: version), idPrefix: "t")
    }

    private func frames(_ actions: [CallSession.Action]) -> [String] {
        actions.compactMap { if case .send(let bytes) = $0 { String(decoding: bytes, as: UTF8.self) } else { nil } }
    }

    private func call(_ handle: UInt64, _ version: OCPPVersion = .v21) throws -> CallSession.OutboundCall {
        try CallSession.OutboundCall(handle: handle, V2.ClearCache(), for: version)
    }

    @Test func whatIsNotAnsweredWaitsForNothing() throws {
        var session = session()
        _ = session.send(try call(1), now: 0)
        #expect(session.isWaiting)
        let posted = frames(try session.post(stream))
        #expect(posted.count == 1)
        #expect(posted.first?.hasPrefix(#"[6,"t-2","NotifyPeriodicEventStream",{"#) == true, "\(posted)")
        #expect(session.queuedCount == 0)
        #expect(session.nextDeadline == 30_000, "only the call has a deadline")
        // Nobody answers it; one who does is counted and nothing ends by it.
        #expect(session.received(#"[3,"t-2",{}]"#.utf8, now: 1).isEmpty)
        #expect(session.counters.strayAnswers == 1)
        #expect(session.isWaiting)
        _ = session.disconnected()
        #expect(try session.post(stream).isEmpty)
    }

    @Test(arguments: [OCPPVersion.v16, .v201])
    func earlierVersionsHaveNone(version: OCPPVersion) throws {
        var session = session(version)
        #expect(throws: OCPPEncodingError.self) { try session.post(stream) }
        let answer = frames(session.received(#"[6,"a","NotifyPeriodicEventStream",{}]"#.utf8, now: 0))
        #expect(answer.count == 1)
        #expect(answer.first?.hasPrefix(#"[4,"a","#) == true)
        _ = session.send(.init(handle: 1, action: "ClearCache", payload: Array("{}".utf8)), now: 0)
        _ = session.received(#"[3,"t-1",{}]"#.utf8, now: 1)
        #expect(session.refuseAnswer(to: 1, OCPPCallError(.typeConstraintViolation)).isEmpty)
    }

    @Test func aBrokenOneIsCountedAndNotAnswered() {
        var session = session()
        #expect(session.received(#"[6,"a","NotifyPeriodicEventStream"]"#.utf8, now: 0).isEmpty)
        #expect(session.received(#"[6,"a","NotifyPeriodicEventStream",[]]"#.utf8, now: 0).isEmpty)
        #expect(session.counters.invalidFrames == 2)
    }

    @Test func oneOfThePeersIsDeliveredAndNeedsNoAnswer() throws {
        var session = session()
        let payload = String(decoding: try stream.encoded(for: .v21), as: UTF8.self)
        let actions = session.received("[6,\"a\",\"NotifyPeriodicEventStream\",\(payload)]".utf8, now: 0)
        guard case .deliver(let call) = try #require(actions.first) else {
            #expect(Bool(false), "\(actions)")
            return
        }
        #expect(!call.expectsAnswer)
        #expect(try V2.NotifyPeriodicEventStream(decoding: call.payload) == stream)
        #expect(session.tick(now: 1 << 40).isEmpty)
        #expect(session.answer("a", with: .success(Array("{}".utf8))).isEmpty)
        #expect(session.counters.needlessAnswers == 1)
    }

    @Test func anAnswerThatCannotBeReadIsRefusedOnce() throws {
        var session = session()
        _ = session.send(try call(1), now: 0)
        let actions = session.received(#"[3,"t-1",{"status":7.5e}]"#.utf8, now: 1)
        #expect(frames(actions).count == 1)
        #expect(frames(actions).first?.hasPrefix(#"[5,"t-1","FormatViolation","#) == true, "\(frames(actions))")
        let isComplete = actions.contains {
            if case .complete(let call, .invalidAnswer) = $0 { call.handle == 1 } else { false }
        }
        #expect(isComplete)
        #expect(session.refuseAnswer(to: 1, OCPPCallError(.internalError)).isEmpty)
    }

    @Test func anAnswerOfTheWrongShapeIsRefusedByItsReader() throws {
        var session = session()
        _ = session.send(try call(1), now: 0)
        #expect(session.send(try call(2), now: 0).isEmpty)
        let actions = session.received(#"[3,"t-1",{"status":[]}]"#.utf8, now: 1)
        #expect(frames(actions).count == 1, "the next call goes out")
        guard case .complete(let answered, .result(let payload)) = try #require(actions.first) else {
            #expect(Bool(false), "\(actions)")
            return
        }
        let error = try #require(throws: OCPPCallError.self) {
            try V2.ClearCache.Response(decoding: payload, checkedFor: .v21)
        }
        #expect(session.refuseAnswer(to: 2, error).isEmpty, "it has no answer yet")
        let refusal = frames(session.refuseAnswer(to: answered.handle, error))
        #expect(refusal.count == 1)
        #expect(refusal.first?.hasPrefix(#"[5,"t-1","TypeConstraintViolation","#) == true, "\(refusal)")
        #expect(session.refuseAnswer(to: answered.handle, error).isEmpty)
        #expect(session.isWaiting, "the second call is not touched by it")
    }

    @Test func aRefusalOfOurAnswerIsCountedAndEndsNothing() throws {
        var session = session()
        _ = session.send(try call(1), now: 0)
        #expect(session.received(#"[5,"x-1","FormatViolation","",{}]"#.utf8, now: 1).isEmpty)
        #expect(session.received(#"[5,"t-1"]"#.utf8, now: 1).isEmpty, "a broken refusal is not answered either")
        #expect(session.counters.refusedAnswers == 1)
        #expect(session.isWaiting)
    }
}
