// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import JSON
import Testing

@testable import Gateway

/// The diagnosis through the interface.
@Suite struct DiagnosisRouteTests {
    private static let base = "headroom/v1/site/site-1/der/battery-1"

    @Test(arguments: Way.allCases) func aSiteIsWatchedFromTheFirstQuestionOn(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let path = "/v1/sites/site-1/diagnosis"
        let first = try await fixture.call(way, "GET", path)
        #expect(first.status == 200 && first.string("site") == "site-1")
        #expect(first.json["seesDeniedTopics"] as? Bool == false, "there is no broker of ours")
        let now = fixture.engine.clock.now.utc.milliseconds
        fixture.engine.feed(
            (1...4).map { number in
                let time = RFC3339.format(milliseconds: now + Int64(number))
                let payload = #"{"time":"\#(time)","seq":\#(number),"powerKW":2500,"powerByPhaseKW":{"A":2500}}"#
                return .mqtt(topic: "\(Self.base)/telemetry", payload: Array(payload.utf8), isRetained: false)
            })
        let second = try await fixture.call(way, "GET", path)
        let unit = second.list("findings").first { $0["kind"] as? String == "unit" }
        #expect(unit?["subject"] as? String == "battery-1" && unit?["severity"] as? String == "fault")
        for key in ["seen", "expected", "remedy"] { #expect((unit?[key] as? String)?.isEmpty == false) }
        #expect(second.json["healthy"] as? Bool == false)
        let topic = second.list("topics").first { $0["topic"] as? String == "\(Self.base)/telemetry" }
        let readings = topic?["readings"] as? [[String: Any]] ?? []
        #expect(readings.count == 4 && readings[0]["powerKW"] as? Double == 2_500)
        #expect((readings[0]["powerByPhaseKW"] as? [String: Any])?["A"] as? Double == 2_500)
        let anew = try await fixture.call(way, "GET", "\(path)?anew=true")
        #expect(anew.list("findings").isEmpty && anew.json["healthy"] as? Bool == true)
        #expect(try await fixture.call(way, "GET", "/v1/sites/nowhere/diagnosis").status == 404)
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func aStationAndWhoWasTurnedAway(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let known = try await fixture.call(way, "GET", "/v1/stations/station-1/diagnosis")
        #expect(known.status == 200 && known.list("findings").map { $0["kind"] as? String } == ["connection"])
        #expect(try await fixture.call(way, "GET", "/v1/stations/cs-9/diagnosis").status == 404)
        fixture.engine.refusedHandshakes.note(
            "cs-9", reason: "no station cs-9 in the topology", address: "10.0.0.1:5",
            now: fixture.engine.clock.now.steady)
        let stranger = try await fixture.call(way, "GET", "/v1/stations/cs-9/diagnosis")
        #expect(stranger.status == 200 && stranger.json["isInTopology"] as? Bool == false)
        await fixture.endpoint.stop()
    }

    @Test func whoMayReadMayAsk() async throws {
        let fixture = try await HTTPFixture()
        let made = try await fixture.call(
            .direct, "POST", "/v1/keys", #"{"name":"look","owner":"x","scope":"read"}"#)
        let key = try #require(made.string("key"))
        #expect(try await fixture.call(.direct, "GET", "/v1/sites/site-1/diagnosis", key: key).status == 200)
        #expect(try await fixture.call(.direct, "GET", "/v1/sites/site-1/diagnosis", key: "").status == 401)
        await fixture.endpoint.stop()
    }
}
