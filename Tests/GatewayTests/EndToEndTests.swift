// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Logging
import MQTT
import OCPPWebSocket
import Synchronization
import TestSupport
import Testing

@testable import Gateway

/// The whole gateway on real sockets: its own broker, a site over MQTT, a station over WebSocket; a limit is cut and
/// the station and the battery are told.
@Suite struct EndToEndTests {
    static let hasBroker = ["/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto"]
        .contains { FileManager.default.isExecutableFile(atPath: $0) }

    /// Hands the fake station what comes over the socket, and answers.
    final class Wire: StationTransportDelegate {
        private let station: Mutex<FakeStation>

        init(_ station: sending FakeStation) { self.station = Mutex(station) }

        func received(batch: [StationTransportEvent]) {
            for event in batch {
                guard case .text(let connection, let text) = event else { continue }
                let answer = station.withLock { $0.take(text, now: Date()) }
                if let answer { _ = connection.send(text: answer) }
            }
        }

        func limit() -> Double { station.withLock { $0.limit(connector: 1, Date()) } }

        func holds(profile id: Int) -> Bool { station.withLock { $0.profiles.contains { $0.id == id } } }
        func wasAsked(_ action: String) -> Bool { station.withLock { $0.calls.contains { $0.action == action } } }

        func say(_ connection: StationConnection, _ action: String, _ json: String) {
            let frame = station.withLock { station in
                _ = station.call(action, [:])
                return "[2,\"\(station.lastCallID)\",\"\(action)\",\(json)]"
            }
            _ = connection.send(text: Array(frame.utf8))
        }
    }

    @Test(.enabled(if: EndToEndTests.hasBroker, "needs mosquitto; make setup installs it"), .timeLimit(.minutes(2)))
    func aCutReachesAStationAndASite() async throws {
        let folder = try TemporaryFolder()
        var options = GatewayOptions(dataFolder: folder.url.path)
        (options.mqttPort, options.ocppPort, options.httpPort) = (0, 0, 0)
        options.settings.tickInterval = .milliseconds(200)
        let feeder = try #require(TopologyFile.read(Bench.minimal, file: "test.yaml").feeder)
        let gateway = try await Gateway.start(feeder, options: options, logger: Logger(label: "test"))
        do { try await cut(gateway) } catch { Issue.record(error) }
        await gateway.stop()
    }

    private func cut(_ gateway: Gateway) async throws {
        let wire = Wire(FakeStation("cs"))
        let password = gateway.secrets.password(station: try #require(ChargingStation.ID("cs")))
        let client = OCPPClient(delegate: wire)
        let connection = try await client.connect(
            OCPPClient.Station(port: gateway.addresses.ocppPort, identity: "cs", password: Array(password.utf8)))
        wire.say(connection, "BootNotification", #"{"chargePointVendor":"V","chargePointModel":"M"}"#)
        wire.say(
            connection, "StatusNotification", #"{"connectorId":1,"errorCode":"NoError","status":"Charging"}"#)
        #expect(await eventually { gateway.engine.snapshot.state.ders[1].isProvisioned })
        #expect(wire.limit() == 6)

        let site = try await siteClient(gateway)
        let base = "headroom/v1/site/site-1/der/bat"
        let asked = ContinuousClock.now
        let setpoint = await eventually {
            let now = FakeStation.text(Date())
            site.client.publish(
                topic: "\(base)/capabilities",
                payload: Array(#"{"defaultImportLimitKW":0,"defaultExportLimitKW":0}"#.utf8))
            site.client.publish(
                topic: "\(base)/telemetry",
                payload: Array(
                    #"{"time":"\#(now)","powerByPhaseKW":{"A":0.4,"B":-0.4,"C":0},"soc":0.5,"requestKW":3}"#.utf8))
            return site.seen.withLock { $0.contains { $0.topic == "\(base)/setpoint" } }
        }
        #expect(setpoint, "a setpoint for the battery within \(ContinuousClock.now - asked)")
        let phases = gateway.engine.snapshot.state.ders[0].phasePowerKW?.value
        #expect(phases == PhaseVector(a: 0.4, b: -0.4, c: 0))
        wire.say(
            connection, "MeterValues",
            """
            {"connectorId":1,"meterValue":[{"timestamp":"\(FakeStation.text(Date()))","sampledValue":[
            {"value":"1380","measurand":"Power.Active.Import","unit":"W","phase":"L1"},
            {"value":"0","measurand":"Power.Active.Import","unit":"W","phase":"L2"},
            {"value":"0","measurand":"Power.Active.Import","unit":"W","phase":"L3"}]}]}
            """)
        #expect(
            await eventually {
                gateway.engine.snapshot.state.ders[1].phasePowerKW?.value == PhaseVector(a: 1.38, b: 0, c: 0)
            }, "the vehicle is seen to draw on its outlet's L1 alone")
        site.client.publish(topic: "\(base)/telemetry", payload: Array("{".utf8))
        #expect(await eventually { site.seen.withLock { $0.contains { $0.topic == "\(base)/rejected" } } })

        let request = LimitRequest(
            node: try #require(ConnectivityNode.ID("transformer")), direction: .import,
            value: .activePower(.kilowatts(2)), end: GatewayClock().now.utc + .seconds(600), reason: "test")
        let answer = gateway.engine.command { core, now in
            let (result, actions) = core.setLimit(request, author: "tester", now: now)
            return (result.map(\.affected.count), actions)
        }
        #expect(try answer.get() > 0)
        #expect(await eventually(within: .seconds(5)) { wire.limit() == 0 }, "the station is told to stop")
        connection.close()
        #expect(await eventually { gateway.engine.snapshot.state.ders[1].link == .offline })
        await site.client.stop()
    }

    private struct SiteClient: Sendable {
        var client: MQTTClient
        var seen: Seen
    }

    /// What the site has received.
    final class Seen: Sendable {
        private let messages = Mutex<[MQTTMessage]>([])
        func add(_ more: [MQTTMessage]) { messages.withLock { $0 += more } }
        func withLock<Answer>(_ body: ([MQTTMessage]) -> Answer) -> Answer { body(messages.withLock { $0 }) }
    }

    private func siteClient(_ gateway: Gateway) async throws -> SiteClient {
        let site = try #require(Site.ID("site-1"))
        var configuration = MQTTClient.Configuration(host: "127.0.0.1", port: gateway.addresses.mqttPort)
        configuration.credentials = MQTTCredentials(user: "site-site-1", password: gateway.secrets.password(site: site))
        let seen = Seen()
        let client = try MQTTClient(configuration: configuration, logger: Logger(label: "site"))
        client.subscribe([
            try MQTTTopicFilter("headroom/v1/site/site-1/der/+/setpoint"): .atLeastOnce,
            try MQTTTopicFilter("headroom/v1/site/site-1/der/+/rejected"): .atLeastOnce,
        ])
        try client.start()
        let batches = client.batches
        Task { for await batch in batches { seen.add(batch) } }
        return SiteClient(client: client, seen: seen)
    }
}
