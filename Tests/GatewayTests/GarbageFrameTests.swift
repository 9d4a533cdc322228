// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
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
