// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import TestSupport
import Testing

@testable import Gateway

/// A seeded slice of the fuzzing of the doors: whatever a site or a station sends, the gateway takes it or refuses it,
/// goes on ticking, decides within every plate, and what it says itself is JSON that others read.
@Suite struct DoorFuzzTests {
    /// Bench's feeder, with a meter at its head and a battery of another system's topics.
    private static let topology = Bench.minimal
        .replacingOccurrences(of: "baseLoad: none}", with: "baseLoad: none, meter: {maximumAgeS: 10}}")
        .replacingOccurrences(
            of: "      - {id: ev,",
            with: """
                      - id: other
                        kind: battery
                        maxChargeKW: 4
                        maxDischargeKW: 4
                        capacityKWh: 8
                        default: {importLimitKW: 0, exportLimitKW: 0}
                        mappings:
                          - {signal: powerKW, topic: other/power, scale: 0.001}
                          - {signal: soc, topic: other/all, pointer: /battery/soc, scale: 0.01}
                          - {signal: setpointKW, topic: other/set, scale: 0.001}
                      - {id: ev,
                """)

    private static let payloads = [
        #"{"time":"2026-11-22T17:00:01.000Z","seq":17,"boot":"a1","powerKW":-3.2,"soc":0.54,"requestKW":4,"maximumAgeS":30}"#,
        #"{"defaultImportLimitKW":0,"defaultExportLimitKW":0,"maxImportKW":5,"maxExportKW":5,"maximumAgeS":60}"#,
        #"{"seq":1,"status":"accepted","powerKW":1.5}"#,
        #"{"departureTime":"2026-11-23T06:00:00Z","energyKWh":20,"targetSoc":0.8,"capacityKWh":50,"soc":0.4}"#,
        #"{"status":"online"}"#, #"{"online":false}"#, "offline", "-1234.5", #"{"value":"12.5"}"#, "",
        #"{"battery":{"soc":55,"x":[1,{"y":null}]}}"#, "null", "ON",
    ]

    private static let topics = [
        "headroom/v1/site/site-1/der/bat/telemetry", "headroom/v1/site/site-1/der/bat/capabilities",
        "headroom/v1/site/site-1/der/bat/setpoint/ack", "headroom/v1/site/site-1/der/ev/needs",
        "headroom/v1/site/site-1/meter/telemetry", "headroom/v1/site/site-1/status",
        "headroom/v1/node/transformer/telemetry", "other/power", "other/all", "headroom/v1/no/such/topic",
    ]

    private static let calls: [(action: String, payload: String)] = [
        ("BootNotification", #"{"chargePointVendor":"V","chargePointModel":"M"}"#),
        (
            "StatusNotification",
            #"{"connectorId":1,"errorCode":"NoError","status":"Charging","timestamp":"2026-11-22T17:00:01Z"}"#
        ),
        (
            "MeterValues",
            #"{"connectorId":1,"transactionId":101,"meterValue":[{"timestamp":"2026-11-22T17:00:02Z","sampledValue":[{"value":"4000","measurand":"Power.Active.Import","unit":"W"},{"value":"231","measurand":"Voltage","phase":"L1-N"}]}]}"#
        ),
        ("StartTransaction", #"{"connectorId":1,"idTag":"A","meterStart":5,"timestamp":"2026-11-22T17:00:03Z"}"#),
        ("StopTransaction", #"{"transactionId":101,"meterStop":50,"timestamp":"2026-11-22T17:10:03Z"}"#),
        ("Heartbeat", "{}"), ("Authorize", #"{"idTag":"A"}"#),
    ]

    private static let pieces = [
        "{", "}", "[", "]", "\"", ",", ":", "null", "1e308", "-1e308", "-1", "1e-320", "9223372036854775807", "true",
        "-9223372036854775808", "0.5", "\"\"", "\u{0}", "é", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z",
        "2026-11-22T17:00:05.000Z", "powerKW", "1e400",
    ]

    @Test(arguments: 0..<4) func sitesMaySendAnything(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let bench = try Bench(Self.topology)
        try #require(bench.core.model.feeder.ders.count == 3)
        bench.connect(FakeStation("cs"), 1)
        for round in 0..<FuzzRounds.count(500, cost: 10) {
            var bytes = Array(Self.payloads[random.below(Self.payloads.count)].utf8)
            for _ in 0..<random.below(4) { mutate(&bytes, pieces: Self.pieces, &random) }
            let topic = Self.topics[random.below(Self.topics.count)]
            bench.feed(.mqtt(topic: topic, payload: bytes, isRetained: random.below(5) == 0))
            if round % 5 == 0 { bench.run(1) }
            try check(bench, "seed \(seed), round \(round): \(topic) \(String(decoding: bytes, as: UTF8.self))")
        }
        let counters = bench.core.counters
        #expect(
            counters.mqttAccepted > 5 && counters.mqttRefused > 20,
            "accepted \(counters.mqttAccepted), refused \(counters.mqttRefused)")
    }

    @Test(arguments: 0..<4) func stationsMaySendAnything(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(100 + seed))
        let bench = try Bench(Self.topology)
        let station = FakeStation("cs")
        bench.connect(station, 1)
        for round in 0..<FuzzRounds.count(500, cost: 10) {
            let call = Self.calls[random.below(Self.calls.count)]
            var bytes = Array(#"[2,"r\#(round)","\#(call.action)",\#(call.payload)]"#.utf8)
            for _ in 0..<random.below(4) { mutate(&bytes, pieces: Self.pieces, &random) }
            bench.feed(.stationText(connection: 1, bytes))
            if round % 5 == 0 { bench.run(1) }
            try check(bench, "seed \(seed), round \(round): \(String(decoding: bytes, as: UTF8.self))")
        }
        // It is still answered.
        bench.run(60)
        bench.say(1, "Heartbeat", [:])
        #expect((station.answers[station.lastCallID] as? [String: Any])?["currentTime"] != nil)
    }

    @Test(arguments: 0..<4) func anyPayloadIsAValueOrAFault(seed: Int) {
        var random = SplitMix64(seed: UInt64(200 + seed))
        let pointers = [
            nil, "", "/", "/battery/soc", "/battery/x/1/y", "/value", "/~0~1", "battery", "/battery/x/99999999999",
        ]
        for round in 0..<FuzzRounds.count(2_000) {
            var bytes = Array(Self.payloads[random.below(Self.payloads.count)].utf8)
            for _ in 0..<random.below(4) { mutate(&bytes, pieces: Self.pieces, &random) }
            switch MappedValue.read(bytes, pointer: pointers[random.below(pointers.count)]) {
            case .success(.number(let number)): #expect(number.isFinite, "seed \(seed), round \(round)")
            case .success: break
            case .failure(let fault): #expect(!fault.reason.isEmpty)
            }
        }
    }

    private func check(_ bench: Bench, _ place: String) throws {
        for (topic, body) in bench.published {
            if topic.hasPrefix("other/") {
                #expect(Double(body)?.isFinite == true, "\(place): wrote \(body)")
            } else {
                #expect((try? JSONSerialization.jsonObject(with: Data(body.utf8))) != nil, "\(place): wrote \(body)")
            }
        }
        bench.clearPublished()
        bench.clearRecords()
        guard let plan = bench.core.plan else { return }
        for (setpoint, der) in zip(plan.setpoints, bench.core.model.feeder.ders) {
            guard let power = setpoint.power else { continue }
            try #require(power.isFinite, "\(place)")
            // The current of an EVSE is reckoned at the highest voltage, a tenth above the plate's.
            let most = der.unit.maximumImport.watts * 1.1 + 1
            #expect(power.watts <= most && power >= -der.unit.maximumExport - .watts(1), "\(place): \(der.id) \(power)")
        }
    }
}
