// SPDX-License-Identifier: Apache-2.0

import JSON
import OCPP
import Testing

@Suite struct CallSessionTests {
    private typealias Call = CallSession.OutboundCall

    private func session(_ configuration: CallSession.Configuration = .init(version: .v16)) -> CallSession {
        CallSession(configuration: configuration, idPrefix: "t")
    }

    private func call(_ handle: UInt64, key: String? = nil) -> Call {
        Call(handle: handle, action: "Reset", payload: Array("{}".utf8), coalescingKey: key)
    }

    private func text(_ actions: [CallSession.Action]) -> [String] {
        actions.map {
            switch $0 {
            case .send(let bytes): String(decoding: bytes, as: UTF8.self)
            case .deliver(let call): "deliver \(call.id) \(call.action)"
            case .complete(let call, .result(let payload)):
                "\(call.handle) result \(String(decoding: payload, as: UTF8.self))"
            case .complete(let call, .callError(let error)): "\(call.handle) \(error.code.text(in: .v16))"
            case .complete(let call, .invalidAnswer): "\(call.handle) invalidAnswer"
            case .complete(let call, let outcome): "\(call.handle) \(outcome)"
            }
        }
    }

    @Test func oneCallAtATimeInOrder() {
        var session = session()
        #expect(text(session.send(call(1), now: 0)) == [#"[2,"t-1","Reset",{}]"#])
        #expect(session.send(call(2), now: 1).isEmpty)
        #expect(session.nextDeadline == 30_000)
        #expect(
            text(session.received(#"[3,"t-1",{"status":"Accepted"}]"#.utf8, now: 5))
                == [#"1 result {"status":"Accepted"}"#, #"[2,"t-2","Reset",{}]"#])
        #expect(text(session.received(#"[4,"t-2","NotSupported","",{}]"#.utf8, now: 6)) == ["2 NotSupported"])
        #expect(session.nextDeadline == nil)
    }

    @Test func newestOfAKeyWins() {
        var session = session()
        _ = session.send(call(1, key: "limit 1"), now: 0)
        #expect(session.send(call(2, key: "limit 1"), now: 0).isEmpty)
        #expect(session.send(call(3), now: 0).isEmpty)
        #expect(text(session.send(call(4, key: "limit 1"), now: 0)) == ["2 superseded"])
        #expect(session.queuedCount == 2)
        let next = session.received(#"[3,"t-1",{}]"#.utf8, now: 1)
        #expect(next.first == .complete(call(1, key: "limit 1"), .result(Array("{}".utf8))))
        #expect(text(session.received(#"[3,"t-2",{}]"#.utf8, now: 1)).first == "4 result {}")
    }

    @Test func queueIsBounded() {
        var session = session(.init(version: .v16, maximumQueued: 2))
        for handle in 1...3 { _ = session.send(call(UInt64(handle)), now: 0) }
        #expect(text(session.send(call(4), now: 0)) == ["4 queueFull"])
    }

    @Test func lateAnswersAreDroppedAndCounted() {
        var session = session()
        _ = session.send(call(1), now: 0)
        #expect(session.tick(now: 29_999).isEmpty)
        #expect(text(session.tick(now: 30_000)) == ["1 timedOut"])
        _ = session.send(call(2), now: 30_001)
        #expect(session.received(#"[3,"t-1",{}]"#.utf8, now: 30_002).isEmpty)
        #expect(session.received(#"[3,"unknown",{}]"#.utf8, now: 30_002).isEmpty)
        #expect(text(session.received(#"[3,"t-2",{}]"#.utf8, now: 30_003)) == ["2 result {}"])
        #expect(session.received(#"[3,"t-2",{}]"#.utf8, now: 30_004).isEmpty)
        #expect(session.counters.strayAnswers == 3)
    }

    @Test func brokenAnswerEndsTheCall() {
        var session = session()
        _ = session.send(call(1), now: 0)
        #expect(text(session.received(#"[3,"t-1","Accepted"]"#.utf8, now: 1)) == ["1 invalidAnswer"])
        #expect(session.counters.invalidFrames == 1)
    }

    @Test func inboundCallsAreDeliveredAndAnsweredOnce() {
        var session = session()
        #expect(text(session.received(#"[2,"x","Heartbeat",{}]"#.utf8, now: 0)) == ["deliver x Heartbeat"])
        #expect(session.received(#"[2,"x","Heartbeat",{}]"#.utf8, now: 1).isEmpty)
        #expect(session.counters.repeatedCalls == 1)
        #expect(text(session.answer("x", with: .success(Array("{}".utf8)))) == [#"[3,"x",{}]"#])
        #expect(session.answer("x", with: .success(Array("{}".utf8))).isEmpty)
        #expect(session.counters.needlessAnswers == 1)
        _ = session.received(#"[2,"y","Nope",{}]"#.utf8, now: 2)
        #expect(
            text(session.answer("y", with: .failure(OCPPCallError(.notImplemented, "Nope"))))
                == [#"[4,"y","NotImplemented","Nope",{}]"#])
    }

    @Test func forgottenCallsAreAnsweredAllTheSame() {
        var session = session()
        _ = session.received(#"[2,"x","Heartbeat",{}]"#.utf8, now: 0)
        #expect(session.nextDeadline == 30_000)
        #expect(text(session.tick(now: 30_000)) == [#"[4,"x","InternalError","not answered in time",{}]"#])
        #expect(session.counters.forgottenCalls == 1)
    }

    @Test func floodsAreRefused() {
        var session = session(.init(version: .v16, maximumUnanswered: 2, inboundBurst: 4, inboundPerSecond: 1))
        for id in 1...2 {
            #expect(
                text(session.received("[2,\"\(id)\",\"Heartbeat\",{}]".utf8, now: 0)) == ["deliver \(id) Heartbeat"])
        }
        #expect(
            text(session.received(#"[2,"3","Heartbeat",{}]"#.utf8, now: 0)) == [
                #"[4,"3","GenericError","too many calls at once",{}]"#
            ])
        _ = session.answer("1", with: .success(Array("{}".utf8)))
        #expect(text(session.received(#"[2,"4","Heartbeat",{}]"#.utf8, now: 0)) == ["deliver 4 Heartbeat"])
        _ = session.answer("2", with: .success(Array("{}".utf8)))
        let refused = text(session.received(#"[2,"5","Heartbeat",{}]"#.utf8, now: 999))
        #expect(refused == [#"[4,"5","GenericError","more calls than the rate limit allows",{}]"#])
        #expect(session.received("garbage".utf8, now: 999).isEmpty)
        #expect(text(session.received(#"[2,"6","Heartbeat",{}]"#.utf8, now: 1_000)) == ["deliver 6 Heartbeat"])
        #expect(session.counters.throttledFrames == 3)
    }

    @Test func disconnectionEndsEverything() {
        var session = session()
        for handle in 1...3 { _ = session.send(call(UInt64(handle)), now: 0) }
        #expect(text(session.disconnected()) == ["1 disconnected", "2 disconnected", "3 disconnected"])
        #expect(text(session.send(call(4), now: 1)) == ["4 disconnected"])
        #expect(session.received(#"[2,"x","Heartbeat",{}]"#.utf8, now: 1).isEmpty)
        #expect(session.tick(now: 99_999).isEmpty)
        #expect(session.nextDeadline == nil)
    }

    @Test func idsFitTheStandard() throws {
        var session = CallSession(configuration: .init(version: .v16), idPrefix: String(repeating: "é", count: 99))
        guard case .send(let bytes)? = session.send(call(1), now: 0).first else {
            return #expect(Bool(false), "nothing sent")
        }
        let id = try #require(JSONValue(parsing: bytes)[1]?.string)
        #expect(id.unicodeScalars.count <= OCPPFrame.maximumIDLength)
    }
}
