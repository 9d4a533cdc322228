// SPDX-License-Identifier: Apache-2.0

import MQTT
import GridModel
import DERDispatch
import Foundation
import Testing

@testable import Gateway

@Suite struct LimitRouteTests {
    @Test(arguments: Way.allCases) func limitIsSetSeenReplacedAndCancelled(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let made = try await fixture.call(
            way, "POST", "/v1/nodes/head/limits", #"{"direction":"import","limitKW":30,"forS":600,"reason":"works"}"#,
            headers: ["Headroom-Author": "ada"])
        #expect(made.status == 201)
        let id = try #require(made.string("id"))
        #expect(made.double("limitKW") == 30)
        #expect(made.string("author") == "ada")
        #expect(made.string("source") == "operator")
        fixture.engine.tick()
        let node = try await fixture.call(way, "GET", "/v1/nodes/head")
        #expect(node.double("importLimitKW") == 30)
        #expect(node.string("importLimitAuthor") == "ada")
        let put = try await fixture.call(
            way, "PUT", "/v1/limits/\(id)", #"{"limitKW":20,"forS":600,"reason":"more works"}"#)
        #expect(put.status == 200)
        #expect(put.string("id") == id)
        let listed = try await fixture.call(way, "GET", "/v1/limits")
        #expect(listed.list("limits").map { $0["limitKW"] as? Double } == [20])
        let gone = try await fixture.call(way, "DELETE", "/v1/limits/\(id)", #"{"reason":"over"}"#)
        #expect(gone.status == 200)
        #expect(gone.string("cancelledAt") != nil)
        #expect(try await fixture.call(way, "GET", "/v1/limits").list("limits").isEmpty)
        // What is over is not revived, and not cancelled twice.
        let revived = try await fixture.call(way, "PUT", "/v1/limits/\(id)", #"{"limitKW":1,"forS":600,"reason":"x"}"#)
        #expect(revived.status == 404)
        #expect(try await fixture.call(way, "DELETE", "/v1/limits/\(id)").status == 404)
        fixture.engine.tick()
        // 100 kVA at a power factor of 0.95.
        #expect(try await fixture.call(way, "GET", "/v1/nodes/head").double("importLimitKW") == 95)
        let audit = try await fixture.call(way, "GET", "/v1/audit?limit=2")
        #expect(audit.list("entries").map { $0["action"] as? String } == ["limit.cancel", "limit.replace"])
        let before = try #require(audit.json["next"] as? Int)
        let older = try await fixture.call(way, "GET", "/v1/audit?before=\(before)")
        #expect(older.list("entries").map { $0["action"] as? String } == ["limit.set"])
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func previewTellsAndSetsNothing(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let body = #"{"direction":"import","limitKW":2,"forS":600,"reason":"works"}"#
        let reply = try await fixture.call(way, "POST", "/v1/nodes/head/limits?preview=true", body)
        #expect(reply.status == 200)
        // The site's base load may be 5 kW; the station's default is 6 A on three phases: 6 x sqrt(3) x 0.4 = 4.157 kW.
        let lost = try #require(reply.double("linkLossOverloadKW"))
        #expect(abs(lost - (5 + 4.157 * 1.1 - 2)) < 0.001)
        // Nobody has reported yet, so the default counts at the highest voltage, 1.1 times nominal: 4.573 kW.
        let over = try #require(reply.double("infeasibleKW"))
        #expect(abs(over - (5 + 4.573 - 2)) < 0.002)
        #expect(try await fixture.call(way, "GET", "/v1/limits").list("limits").isEmpty)
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func aLimitOfOnePhaseBoundsThatPhase(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let path = "/v1/nodes/head/limits"
        let body = #"{"direction":"import","limitKW":3,"phase":"B","forS":600,"reason":"fuse"}"#
        let made = try await fixture.call(way, "POST", path, body)
        #expect(made.status == 201 && made.string("phase") == "B")
        // Of up to 5 kW of base load a third is on B, and the default of 6 A, 1.524 kW at the highest voltage.
        #expect(made.string("linkLossPhase") == "B")
        let over = try #require(made.double("linkLossOverloadKW"))
        let byHand = 5.0 / 3 + 1.524 - 3
        #expect(abs(over - byHand) < 0.002)
        fixture.engine.tick()
        let node = try await fixture.call(way, "GET", "/v1/nodes/head").json
        let limits = try #require((node["byPhase"] as? [String: Any])?["importLimitByPhaseKW"] as? [String: Any])
        #expect(limits["B"] as? Double == 3)
        #expect((limits["A"] as? Double).map { $0 > 20 } == true, "a third of the rating")
        let id = try #require(made.string("id"))
        let put = try await fixture.call(way, "PUT", "/v1/limits/\(id)", #"{"limitKW":2,"forS":600,"reason":"more"}"#)
        #expect(put.status == 200 && put.string("phase") == "B")
        let apparent = #"{"limitKVA":20,"forS":600,"reason":"more"}"#
        let putApparent = try await fixture.call(way, "PUT", "/v1/limits/\(id)", apparent)
        #expect((400..<500).contains(putApparent.status), "\(putApparent)")
        #expect(putApparent.text.contains("kVA is one of all phases"), "\(putApparent)")
        for (wrong, field) in [(#""limitKVA":3,"phase":"B""#, "phase"), (#""limitKW":3,"phase":"N""#, "phase")] {
            let body = "{\"direction\":\"import\",\(wrong),\"forS\":600,\"reason\":\"fuse\"}"
            let refused = try await fixture.call(way, "POST", path, body)
            #expect((400..<500).contains(refused.status), "\(field): \(refused)")
        }
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func whoIsCutIsNamed(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        fixture.bringBatteryOnline()
        let before = try await fixture.call(way, "GET", "/v1/ders/battery-1")
        let target = try #require(before.double("targetKW"))
        try #require(target > 1, "the battery gets nothing to lose: \(before.text)")
        let made = try await fixture.call(
            way, "POST", "/v1/nodes/head/limits", #"{"direction":"import","limitKW":10,"forS":60,"reason":"works"}"#)
        let affected = try #require(made.list("affected").first { $0["der"] as? String == "battery-1" })
        #expect(affected["beforeKW"] as? Double == target)
        let after = try #require(affected["afterKW"] as? Double)
        #expect(after < target)
        fixture.engine.tick()
        let why = try await fixture.call(way, "GET", "/v1/ders/battery-1/explanation")
        #expect(why.string("bindingNode") == "head")
        #expect(why.string("limitReason") == "works")
        // As it was set, and what the margin of 3 % leaves of it.
        #expect(why.double("limitKW") == 10)
        #expect(why.double("usableKW") == 9.7)
        #expect(why.list("path").map { $0["node"] as? String } == ["site-1", "head"])
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func aRepeatedRequestIsNotDoneAgain(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let body = #"{"direction":"import","limitKW":30,"forS":600,"reason":"works"}"#
        let key = ["Idempotency-Key": "abc"]
        let first = try await fixture.call(way, "POST", "/v1/nodes/head/limits", body, headers: key)
        let second = try await fixture.call(way, "POST", "/v1/nodes/head/limits", body, headers: key)
        #expect(first.status == 201 && second.status == 201)
        #expect(first.body == second.body)
        #expect(try await fixture.call(way, "GET", "/v1/limits").list("limits").count == 1)
        let other = try await fixture.call(
            way, "POST", "/v1/nodes/head/limits", #"{"direction":"import","limitKW":9,"forS":600,"reason":"works"}"#,
            headers: key)
        #expect(other.status == 409)
        let third = try await fixture.call(way, "POST", "/v1/nodes/head/limits", body)
        #expect(third.string("id") != first.string("id"))
        await fixture.endpoint.stop()
    }

    @Test func theMemoryOfAnswersIsBounded() {
        let memory = AnswerMemory()
        func ask(_ key: String) -> Bool {
            var isDone = false
            let request = APIRequest(
                method: "POST", path: "/", query: nil, authorization: nil, idempotencyKey: key, author: nil)
            _ = memory.answer(request) {
                isDone = true
                return APIAnswer(status: 204, body: .none)
            }
            return isDone
        }
        for number in 0..<AnswerMemory.capacity { #expect(ask("key-\(number)")) }
        #expect(ask("key-0") == false)
        #expect(ask("one more"))
        #expect(ask("key-0"))
    }
}
