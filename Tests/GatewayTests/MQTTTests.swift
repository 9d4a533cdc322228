// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Store
import Testing

@testable import Gateway

/// Native topics: what is taken, what is refused and answered where, and what a DER counts for.
@Suite struct NativeMQTTTests {
    static let base = "headroom/v1/site/site-1/der/bat"

    private func time(_ bench: Bench, _ offset: Double = 0) -> String {
        FakeStation.text(bench.date.addingTimeInterval(offset))
    }

    private func telemetry(_ bench: Bench, seq: Int, kW: Double = 0, boot: String = "a") -> String {
        "{\"time\":\"\(time(bench))\",\"seq\":\(seq),\"boot\":\"\(boot)\",\"powerKW\":\(kW),\"soc\":0.5}"
    }

    private func capable(_ bench: Bench) {
        bench.mqtt("\(Self.base)/capabilities", #"{"defaultImportLimitKW":0,"defaultExportLimitKW":0}"#)
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        var topic: String
        var payload: String
        var code: String
        var answered: String?
        var testDescription: String { "\(code): \(topic) \(payload.prefix(60))" }
    }

    static let garbage: [Bad] = [
        Bad(topic: "\(base)/telemetry", payload: "{", code: "json", answered: "\(base)/rejected"),
        Bad(topic: "\(base)/telemetry", payload: "", code: "json", answered: "\(base)/rejected"),
        Bad(topic: "\(base)/telemetry", payload: "[1]", code: "json", answered: "\(base)/rejected"),
        Bad(
            topic: "\(base)/telemetry", payload: "{\"time\":\"NOW\",\"powerKW\":\"3\"}", code: "json",
            answered: "\(base)/rejected"),
        Bad(topic: "\(base)/telemetry", payload: "{\"time\":\"NOW\"}", code: "fields", answered: "\(base)/rejected"),
        Bad(topic: "\(base)/telemetry", payload: "{\"powerKW\":1}", code: "time", answered: "\(base)/rejected"),
        Bad(
            topic: "\(base)/telemetry", payload: "{\"time\":\"2026-11-22T17:00:00\",\"powerKW\":1}", code: "time",
            answered: "\(base)/rejected"),
        Bad(
            topic: "\(base)/telemetry", payload: "{\"time\":\"NOW\",\"powerW\":3000}", code: "unit",
            answered: "\(base)/rejected"),
        Bad(
            topic: "\(base)/telemetry", payload: "{\"time\":\"NOW\",\"powerKW\":3200}", code: "implausible",
            answered: "\(base)/rejected"),
        Bad(
            topic: "\(base)/telemetry", payload: "{\"time\":\"NOW\",\"powerKW\":-3200}", code: "implausible",
            answered: "\(base)/rejected"),
        Bad(
            topic: "\(base)/telemetry", payload: "{\"time\":\"NOW\",\"soc\":54}", code: "implausible",
            answered: "\(base)/rejected"),
        Bad(
            topic: "\(base)/telemetry", payload: "{\"time\":\"LATER\",\"powerKW\":1}", code: "clock",
            answered: "\(base)/rejected"),
        Bad(
            topic: "\(base)/capabilities", payload: "{\"defaultImportLimitKW\":-1,\"defaultExportLimitKW\":0}",
            code: "fields", answered: "\(base)/rejected"),
        Bad(topic: "\(base)/capabilities", payload: "{}", code: "fields", answered: "\(base)/rejected"),
        Bad(
            topic: "\(base)/capabilities", payload: "{\"defaultImportLimitKW\":3,\"defaultExportLimitKW\":0}",
            code: "default", answered: "\(base)/rejected"),
        Bad(
            topic: "\(base)/setpoint/ack", payload: "{\"status\":\"accepted\"}", code: "fields",
            answered: "\(base)/rejected"),
        Bad(
            topic: "\(base)/setpoint/ack", payload: "{\"seq\":1,\"status\":\"maybe\"}", code: "fields",
            answered: "\(base)/rejected"),
        Bad(topic: "\(base)/needs", payload: "{\"targetSoc\":80}", code: "fields", answered: "\(base)/rejected"),
        Bad(topic: "\(base)/needs", payload: "{\"departureTime\":17}", code: "fields", answered: "\(base)/rejected"),
        Bad(
            topic: "headroom/v1/site/site-1/status", payload: "hello", code: "fields",
            answered: "headroom/v1/site/site-1/rejected"),
        Bad(
            topic: "headroom/v1/site/site-1/der/none/telemetry", payload: "{}", code: "topic",
            answered: "headroom/v1/site/site-1/rejected"),
        Bad(topic: "headroom/v1/site/nobody/meter/telemetry", payload: "{}", code: "topic", answered: nil),
        Bad(
            topic: "headroom/v1/node/transformer/telemetry", payload: "{", code: "json",
            answered: "headroom/v1/node/transformer/rejected"),
        Bad(topic: "headroom/v1/node/nowhere/telemetry", payload: "{", code: "topic", answered: nil),
    ]

    @Test(arguments: garbage) func garbageIsAnsweredCountedAndKept(bad: Bad) throws {
        let bench = try Bench()
        let payload = bad.payload.replacingOccurrences(of: "NOW", with: time(bench))
            .replacingOccurrences(of: "LATER", with: time(bench, 60))
        bench.mqtt(bad.topic, payload)
        #expect(bench.refused.map(\.code) == [bad.code])
        #expect(bench.core.counters.mqttRefused == 1 && bench.core.counters.mqttAccepted == 0)
        #expect(bench.published.map(\.topic) == [bad.answered].compactMap { $0 })
        #expect(bench.published.allSatisfy { $0.body.contains("\"\(bad.code)\"") })
        #expect(try bench.state("bat").power == nil)
        #expect(try !bench.state("bat").isProvisioned)
    }

    @Test(arguments: ["1e300", "-5", "1e999", "0"]) func noMaximumAgeIsTooWild(age: String) throws {
        let bench = try Bench()
        bench.mqtt("\(Self.base)/telemetry", "{\"time\":\"\(time(bench))\",\"powerKW\":1,\"maximumAgeS\":\(age)}")
        #expect(bench.core.counters.mqttAccepted + bench.core.counters.mqttRefused == 1)
    }

    @Test func olderNeverOverwritesNewerButANewBootMay() throws {
        let bench = try Bench()
        bench.mqtt("\(Self.base)/telemetry", telemetry(bench, seq: 5, kW: 1))
        bench.mqtt("\(Self.base)/telemetry", telemetry(bench, seq: 4, kW: 2))
        #expect(try bench.state("bat").power?.value == .kilowatts(1))
        #expect(bench.refused.map(\.code) == ["order"])
        bench.mqtt("\(Self.base)/telemetry", telemetry(bench, seq: 1, kW: 3, boot: "b"))
        #expect(try bench.state("bat").power?.value == .kilowatts(3))
    }

    @Test func retainedCapabilitiesDoNotSayThatADERIsThere() throws {
        let bench = try Bench()
        bench.mqtt(
            "\(Self.base)/capabilities", #"{"defaultImportLimitKW":0,"defaultExportLimitKW":0}"#, isRetained: true)
        #expect(try bench.state("bat").isProvisioned)
        #expect(try bench.state("bat").link == .unknown)
        bench.run(5)
        #expect(!bench.published.contains { $0.topic.hasSuffix("/setpoint") })
        bench.mqtt("\(Self.base)/telemetry", telemetry(bench, seq: 1))
        #expect(try bench.state("bat").link == .online)
    }

    @Test func aDefaultAboveTheTopologysTakesItOutOfDispatchAndCounts() throws {
        let bench = try Bench()
        capable(bench)
        bench.mqtt("\(Self.base)/telemetry", telemetry(bench, seq: 1))
        bench.mqtt("\(Self.base)/capabilities", #"{"defaultImportLimitKW":4,"defaultExportLimitKW":0}"#)
        #expect(try !bench.state("bat").isProvisioned)
        #expect(try bench.state("bat").allowed.importLimit == .kilowatts(4))
    }

    /// Asks for 3 kW until a setpoint is out, and gives its number.
    private func commanded(_ bench: Bench) throws -> (seq: Int, kW: Double) {
        capable(bench)
        for seq in 1...60 {
            let asking = telemetry(bench, seq: seq).dropLast() + ",\"requestKW\":3}"
            bench.mqtt("\(Self.base)/telemetry", String(asking))
            bench.run(1)
            guard let out = bench.published.last(where: { $0.topic == "\(Self.base)/setpoint" }) else { continue }
            let body = try JSONSerialization.jsonObject(with: Data(out.body.utf8)) as? [String: Any]
            let kW = try #require(body?["powerKW"] as? Double)
            if kW > 0 { return (try #require(body?["seq"] as? Int), kW) }
        }
        Issue.record("no setpoint came: \(bench.published)")
        return (0, 0)
    }

    @Test func acknowledgementsGoByNumberAndARefusalIsNotCounted() throws {
        let bench = try Bench()
        let (seq, kW) = try commanded(bench)
        bench.mqtt("\(Self.base)/setpoint/ack", "{\"seq\":\(seq - 1),\"status\":\"rejected\"}")
        #expect(try bench.state("bat").command?.standing == .sent)
        #expect(try bench.state("bat").allowed.importLimit.kilowatts >= kW)
        bench.mqtt("\(Self.base)/setpoint/ack", "{\"seq\":\(seq),\"status\":\"rejected\"}")
        #expect(try bench.state("bat").command?.standing == .rejected)
        #expect(try bench.state("bat").allowed.importLimit == .zero)
    }

    @Test func aPartialAnswerCountsForWhatItSays() throws {
        let bench = try Bench()
        let (seq, kW) = try commanded(bench)
        bench.mqtt("\(Self.base)/setpoint/ack", "{\"seq\":\(seq),\"status\":\"partial\",\"powerKW\":\(kW + 1)}")
        #expect(try bench.state("bat").command?.standing == .rejected)
        #expect(try bench.state("bat").allowed.importLimit.kilowatts >= kW + 1)
    }

    @Test func anAnswerWithThePowerIsAReadBack() throws {
        let bench = try Bench()
        let (seq, kW) = try commanded(bench)
        bench.mqtt("\(Self.base)/setpoint/ack", "{\"seq\":\(seq),\"status\":\"accepted\",\"powerKW\":\(kW)}")
        #expect(try bench.state("bat").command?.standing == .confirmed)
        #expect(abs(try bench.state("bat").allowed.importLimit.kilowatts - kW) < 1e-9)
    }

    @Test func aDERThatIsSilentOrSaysGoodbyeIsGoneAndOneThatRebootedIsToldAgain() throws {
        let bench = try Bench()
        let (seq, kW) = try commanded(bench)
        bench.mqtt("\(Self.base)/setpoint/ack", "{\"seq\":\(seq),\"status\":\"accepted\",\"powerKW\":\(kW)}")
        bench.clearPublished()
        bench.mqtt("\(Self.base)/telemetry", telemetry(bench, seq: 1, kW: 0, boot: "b"))
        bench.run(1)
        #expect(bench.published.contains { $0.topic == "\(Self.base)/setpoint" })
        bench.mqtt("headroom/v1/site/site-1/status", "{\"online\":false}")
        #expect(try bench.state("bat").link == .offline)
        bench.mqtt("\(Self.base)/telemetry", telemetry(bench, seq: 2, boot: "b"))
        #expect(try bench.state("bat").link == .online)
        bench.run(200)
        #expect(try bench.state("bat").link == .offline)
    }
}
