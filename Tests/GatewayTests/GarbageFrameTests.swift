// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import OCPP
import Store
import Testing

@testable import Gateway

/// Broken OCPP frames and payloads: each a clear answer, and the station stays usable.
@Suite struct GarbageFrameTests {
    @Test(
        arguments: [
            (#"[2,"x","Heartbeet",{}]"#, "NotImplemented"),
            (#"[2,"x","SetChargingProfile",{}]"#, "NotSupported"),
            (#"[2,"x","StatusNotification",{"connectorId":"one"}]"#, "TypeConstraintViolation"),
            (#"[2,"x","MeterValues",{"connectorId":1}]"#, "OccurenceConstraintViolation"),
            (
                #"[2,"x","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":"many","timestamp":"2026-11-22T17:00:00Z"}]"#,
                "TypeConstraintViolation"
            ),
            (#"[2,"x","MeterValues",[]]"#, nil), (#"[2,"x"]"#, nil), (#"["#, nil), ("", nil), (#"{"a":1}"#, nil),
            (#"[9,"x",{}]"#, nil), (#"[3,"never-asked",{}]"#, nil),
        ] as [(String, String?)]) func brokenFramesAreAnsweredAndTheStationLives(text: String, code: String?) throws
    {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1)
        bench.feed(.stationText(connection: 1, Array(text.utf8)))
        if let code { #expect((station.answers["x"] as? [String: Any])?["error"] as? String == code) }
        bench.say(1, "Heartbeat", [:])
        let answer = station.answers[station.lastCallID] as? [String: Any]
        let time = try #require((answer?["currentTime"] as? String).flatMap { FakeStation.date($0) })
        #expect(abs(time.timeIntervalSince(bench.date)) < 1)
        #expect(bench.core.counters.ocppFrames > 3)
    }

    @Test func brokenFramesAreKeptAndCountedAndAFloodOfThemIsNot() throws {
        let bench = try Bench()
        bench.connect(FakeStation("cs"), 1)
        for _ in 0..<50 { bench.feed(.stationText(connection: 1, Array("[2,".utf8))) }
        #expect(bench.core.counters.ocppInvalidFrames == 50)
        #expect(bench.refused.map(\.code) == ["frame"] && bench.refused.first?.topic == "ocpp/cs")
        #expect(bench.refused.first?.payload == Array("[2,".utf8))
        bench.run(2)
        bench.feed(.stationText(connection: 1, Array("?".utf8)))
        #expect(bench.refused.count == 2)
        // The counts outlive the connection.
        bench.disconnect(1)
        bench.connect(FakeStation("cs"), 2)
        bench.feed(.stationText(connection: 2, Array("?".utf8)))
        #expect(bench.core.counters.ocppInvalidFrames == 52)
    }

    @Test func countsOfBrokenFramesAreInTheMetrics() async throws {
        let fixture = try await HTTPFixture()
        fixture.engine.feed([.stationOpened(connection: 1, identity: "station-1", version: .v16)])
        fixture.engine.feed([
            .stationText(connection: 1, Array("?".utf8)), .stationText(connection: 1, Array("!".utf8)),
        ])
        let page = try await fixture.call(.direct, "GET", "/metrics").text
        #expect(page.contains("\nheadroom_ocpp_invalid_frames_total 2.0\n"))
        #expect(page.contains("\nheadroom_ocpp_throttled_frames_total 0.0\n"))
    }

    @Test func nothingIsKeptOfWhatStrangersSay() throws {
        var settings = GatewaySettings()
        settings.acceptsUnknownStations = true
        let bench = try Bench(settings: settings)
        let station = FakeStation("nobody")
        bench.connect(station, 5)
        bench.say(5, "Authorize", ["idTag": "A"])
        bench.say(5, "SecurityEventNotification", ["type": "Tamper", "timestamp": bench.stamp(station)])
        bench.say(5, "Heartbeet", [:])
        bench.feed(.stationText(connection: 5, Array("?".utf8)))
        #expect(bench.records.isEmpty)
        #expect(bench.core.counters.ocppInvalidFrames == 1)
    }

    @Test func aStrangerIsAnsweredAndNeverDispatched() throws {
        var settings = GatewaySettings()
        settings.acceptsUnknownStations = true
        let bench = try Bench(settings: settings)
        let station = FakeStation("nobody")
        bench.connect(station, 5)
        bench.run(20)
        #expect(station.calls.isEmpty)
        #expect((station.answers["s1"] as? [String: Any])?["status"] as? String == "Accepted")
        #expect(station.answers.count > 3)
    }

    @Test func aStrangerIsIgnoredUnlessStrangersAreLetIn() throws {
        let bench = try Bench()
        let station = FakeStation("nobody")
        bench.connect(station, 5)
        #expect(station.answers.isEmpty)
    }

    @Test(arguments: ["255", "-1", "abc", "NaN"]) func anUnknownStateOfChargeDoesNotCostThePower(soc: String) throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1)
        bench.say(
            1, "MeterValues",
            [
                "connectorId": 1,
                "meterValue": [
                    [
                        "timestamp": bench.stamp(station),
                        "sampledValue": [
                            ["value": "4000", "measurand": "Power.Active.Import", "unit": "W"],
                            ["value": soc, "measurand": "SoC", "unit": "Percent"],
                        ],
                    ]
                ],
            ])
        #expect(try bench.state("ev").power?.value == .kilowatts(4))
        #expect(try bench.state("ev").stateOfCharge == nil)
    }
}
