// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Testing

@testable import Gateway

@Suite struct TargetRouteTests {
    @Test(arguments: Way.allCases) func aTargetIsSetSeenFollowedAndTakenBack(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let made = try await fixture.call(
            way, "POST", "/v1/ders/battery-1/targets", #"{"powerKW":-3,"forS":900}"#,
            headers: ["Headroom-Author": "ada"])
        #expect(made.status == 201)
        #expect(made.double("powerKW") == -3)
        #expect(made.string("author") == "ada")
        let listed = try await fixture.call(way, "GET", "/v1/targets")
        #expect(listed.list("targets").map { $0["der"] as? String } == ["battery-1"])
        fixture.engine.tick()
        let told = try await fixture.call(way, "GET", "/v1/ders/battery-1/explanation")
        let storage = try #require(told.json["storage"] as? [String: Any])
        #expect(storage["operation"] as? String == "request")
        #expect(storage["wishKW"] as? Double == -3)
        #expect((storage["target"] as? [String: Any])?["author"] as? String == "ada")
        #expect(storage["notes"] as? [String] == ["no fresh state of charge: it may take, not give"])
        let gone = try await fixture.call(way, "DELETE", "/v1/ders/battery-1/targets")
        #expect(gone.double("removed") == 1)
        #expect(try await fixture.call(way, "GET", "/v1/targets").list("targets").isEmpty)
        let audit = try await fixture.call(way, "GET", "/v1/audit?limit=2")
        #expect(audit.list("entries").map { $0["action"] as? String } == ["target.remove", "target.set"])
        await fixture.endpoint.stop()
    }

    @Test(arguments: [
        (#"{"powerKW":9,"forS":900}"#, "battery-1", 422, "at most 5.0 kW"),
        (#"{"powerKW":2}"#, "battery-1", 422, "one of end and forS"),
        (#"{"powerKW":2,"forS":0}"#, "battery-1", 422, "has ended"),
        (#"{"powerKW":2,"forS":200000}"#, "battery-1", 422, "more than 48 hours"),
        (#"{"powerKW":-2,"forS":900}"#, "ev-1", 409, "allows no discharge"),
        (#"{"powerKW":-2,"forS":900}"#, "nobody", 404, "nobody"),
    ])
    func whatCannotBeSaysWhy(_ body: String, _ der: String, _ status: Int, _ words: String) async throws {
        let fixture = try await HTTPFixture()
        let reply = try await fixture.call(.direct, "POST", "/v1/ders/\(der)/targets", body)
        #expect(reply.status == status)
        #expect("\(reply.json)".contains(words), "\(reply.json)")
        await fixture.endpoint.stop()
    }
}
