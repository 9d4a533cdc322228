// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Logging
import MQTT
import Store
import Testing

@testable import Gateway

/// What a site says and what the broker does must never make the gateway believe more than it knows.
@Suite struct MQTTSafetyTests {
    static let base = "headroom/v1/site/site-1/der/bat"

    private func telemetry(_ bench: Bench, _ more: String = "") {
        let time = FakeStation.text(bench.date)
        bench.mqtt("\(Self.base)/telemetry", "{\"time\":\"\(time)\",\"powerKW\":0,\"soc\":0.5\(more)}")
    }

    private func capabilities(_ bench: Bench, _ more: String = "", importKW: Double = 0) {
        bench.mqtt(
            "\(Self.base)/capabilities", "{\"defaultImportLimitKW\":\(importKW),\"defaultExportLimitKW\":0\(more)}")
    }

    /// The setpoints that went out to the battery, as JSON that Foundation read.
    private func setpoints(_ bench: Bench) -> [(seq: Int, kW: Double)] {
        bench.published.filter { $0.topic == "\(Self.base)/setpoint" }.compactMap { message in
            let body = try? JSONSerialization.jsonObject(with: Data(message.body.utf8)) as? [String: Any]
            guard let seq = body?["seq"] as? Int, let kW = body?["powerKW"] as? Double else { return nil }
            return (seq, kW)
        }
    }

    /// Asks for so many kW each second until a setpoint of at least half of it is out.
    private func commanded(_ bench: Bench, asking kW: Double = 3) throws -> Int {
        capabilities(bench)
        for _ in 0..<90 {
            telemetry(bench, ",\"requestKW\":\(kW)")
            bench.run(1)
            if let last = setpoints(bench).last, last.kW * kW > 0 { return last.seq }
        }
        Issue.record("no setpoint came: \(bench.published)")
        return 0
    }

    // MARK: - Acknowledgements

    @Test(arguments: ["3000", "-3000", "12", "1e306"]) func noPlateHoldsThat(kW: String) throws {
        let bench = try Bench()
        let seq = try commanded(bench)
        let before = try bench.state("bat")
        bench.clearPublished()
        bench.mqtt("\(Self.base)/setpoint/ack", "{\"seq\":\(seq),\"status\":\"partial\",\"powerKW\":\(kW)}")
        #expect(bench.refused.map(\.code) == ["implausible"])
        #expect(bench.published.map(\.topic) == ["\(Self.base)/rejected"])
        #expect(try bench.state("bat").command?.standing == before.command?.standing)
        #expect(try bench.state("bat").allowed == before.allowed)
    }

    @Test func aLimitAboveThePlateCountsForThePlate() throws {
        let bench = try Bench()
        let seq = try commanded(bench)
        bench.mqtt("\(Self.base)/setpoint/ack", "{\"seq\":\(seq),\"status\":\"partial\",\"powerKW\":9}")
        #expect(bench.refused.isEmpty)
        #expect(try bench.state("bat").command?.standing == .rejected)
        #expect(try bench.state("bat").allowed.importLimit == .kilowatts(5))
    }

    @Test func whatTheBrokerKeptAnswersNothing() throws {
        let bench = try Bench()
        let seq = try commanded(bench)
        bench.mqtt("\(Self.base)/setpoint/ack", "{\"seq\":\(seq),\"status\":\"rejected\"}", isRetained: true)
        #expect(bench.refused.map(\.code) == ["retained"])
        #expect(try bench.state("bat").command?.standing == .sent)
    }

    // MARK: - The broker

    @Test func nothingIsSentIntoADeadBrokerAndAllIsSentAgainAfterIt() throws {
        let bench = try Bench()
        let seq = try commanded(bench)
        bench.mqtt("\(Self.base)/setpoint/ack", "{\"seq\":\(seq),\"status\":\"accepted\",\"powerKW\":3}")
        bench.feed(.broker(isConnected: false))
        bench.clearPublished()
        let sentAt = try bench.state("bat").command?.sentAt
        bench.run(50)
        #expect(setpoints(bench).isEmpty)
        #expect(try bench.state("bat").command?.sentAt == sentAt, "what nobody hears is not sent")
        bench.feed(.broker(isConnected: true))
        #expect(try bench.state("bat").command?.standing == .unanswered)
        telemetry(bench)
        #expect(try bench.state("bat").command?.standing == .unanswered, "a reading proves nothing that was not heard")
        bench.run(1)
        #expect(setpoints(bench).count == 1, "sent again at once")
    }

    @Test func aLimitDuringTheOutageIsNotConfirmedByWhatIsMeasured() throws {
        let bench = try Bench()
        _ = try commanded(bench)
        bench.clearPublished()
        try bench.limit("transformer", kW: 1)
        bench.run(1)
        #expect(setpoints(bench).last?.kW == 0)
        bench.feed(.publishRefused(topics: ["\(Self.base)/setpoint"]))
        #expect(bench.core.counters.mqttUnpublished == 1)
        for _ in 0..<3 {
            bench.now.utc = bench.now.utc + .seconds(1)
            bench.now.steady = bench.now.steady + .seconds(1)
            telemetry(bench)
        }
        #expect(try bench.state("bat").command?.standing == .unanswered)
        #expect(try bench.state("bat").allowed.importLimit > .zero, "the room of the old limit is not free")
        bench.clearPublished()
        for _ in 0..<12 {
            telemetry(bench)
            bench.run(1)
        }
        #expect(!setpoints(bench).isEmpty, "tried again after its pause, not after 40 s")
    }

    @Test func theEngineTellsTheCoreWhatDidNotLeave() async throws {
        let fixture = try await HTTPFixture()
        // Never started: it takes nothing.
        fixture.engine.attach(
            mqtt: try MQTTClient(
                configuration: MQTTClient.Configuration(host: "127.0.0.1", port: 1), logger: Logger(label: "test")))
        fixture.bringBatteryOnline()
        let core = fixture.engine.snapshot
        #expect(core.counters.setpointsSent == 1 && core.counters.mqttUnpublished == 1)
        #expect(core.state.ders[0].command?.standing == .unanswered)
        let metrics = try await fixture.call(.direct, "GET", "/metrics").text
        #expect(metrics.contains("\nheadroom_mqtt_unpublished_total 1.0\n"))
        for name in ["dropped_inbound", "oversized_inbound", "lost_outbound", "refused_subscriptions"] {
            #expect(metrics.contains("\nheadroom_mqtt_\(name)_total 0.0\n"))
        }
        await fixture.endpoint.stop()
    }

    // MARK: - Ages and capabilities

    @Test func aMessageMayShortenTheDeclaredAgeNeverLengthenIt() throws {
        let bench = try Bench()
        telemetry(bench, ",\"maximumAgeS\":86400")
        #expect(try bench.state("bat").power?.maximumAge == .seconds(60))
        telemetry(bench, ",\"maximumAgeS\":10")
        #expect(try bench.state("bat").power?.maximumAge == .seconds(10))
        capabilities(bench, ",\"maximumAgeS\":20")
        telemetry(bench)
        #expect(try bench.state("bat").power?.maximumAge == .seconds(20))
        capabilities(bench, ",\"maximumAgeS\":3600")
        telemetry(bench, ",\"maximumAgeS\":3600")
        #expect(try bench.state("bat").power?.maximumAge == .seconds(20))
    }

    @Test(arguments: [(-5.0, -2.0), (5.0, 3.0)])
    func aDERIsNeverToldMoreThanItSaysItCan(asks: Double, can: Double) throws {
        let bench = try Bench()
        capabilities(bench, ",\"maxImportKW\":3,\"maxExportKW\":2")
        for _ in 0..<200 {
            telemetry(bench, ",\"requestKW\":\(asks)")
            bench.run(1)
        }
        let told = setpoints(bench).map(\.kW)
        #expect(told.allSatisfy { $0 >= -2 && $0 <= 3 }, "\(told)")
        #expect(told.last == can, "and as much as it can")
    }

    /// What an EVSE says of itself at the nominal voltage must not keep it below its full current.
    @Test func aPlateThatIsRepeatedNarrowsNothing() throws {
        let topology = Bench.minimal.replacingOccurrences(of: "ocpp: {station: cs, evse: 1}", with: "mqtt: native")
        let bench = try Bench(topology)
        let base = "headroom/v1/site/site-1/der/ev"
        // 32 A at 230 V and 3 x 6 A: 22.17 and 4.157 kW.
        bench.mqtt(
            "\(base)/capabilities",
            #"{"defaultImportLimitKW":4.1,"defaultExportLimitKW":0,"maxImportKW":22.18,"maxExportKW":0}"#)
        for _ in 0..<200 {
            let drawn = try bench.state("ev").command?.power.kilowatts ?? 0
            bench.mqtt(
                "\(base)/telemetry", "{\"time\":\"\(FakeStation.text(bench.date))\",\"powerKW\":\(min(drawn, 22))}")
            bench.run(1)
        }
        let told = try #require(bench.core.plan?.setpoints[try bench.der("ev")].current?.amperes)
        #expect(told == 32)
    }

    @Test func itsOwnHigherDefaultStaysKnownWhenASetpointExpires() throws {
        let bench = try Bench()
        let seq = try commanded(bench)
        bench.mqtt("\(Self.base)/setpoint/ack", "{\"seq\":\(seq),\"status\":\"accepted\",\"powerKW\":1}")
        #expect(try bench.state("bat").command?.standing == .confirmed)
        capabilities(bench, importKW: 4)
        #expect(bench.refused.map(\.code) == ["default"])
        bench.run(200)
        #expect(try bench.state("bat").command == nil)
        #expect(try bench.state("bat").allowed.importLimit == .kilowatts(4))
        capabilities(bench)
        #expect(try bench.core.state.defaultBand(bench.der("bat")).importLimit == .zero, "its next word replaces it")
    }
}
