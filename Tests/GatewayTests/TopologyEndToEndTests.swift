// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Logging
import MQTT
import Synchronization
import TestSupport
import Testing

@testable import Gateway
@testable import Store

/// The whole gateway on real sockets while its topology changes: who may connect, who must go, and what a restart does.
@Suite(.enabled(if: EndToEndTests.hasBroker, "needs mosquitto; make setup installs it"), .timeLimit(.minutes(3)))
struct TopologyEndToEndTests {
    private func start(_ text: String, in folder: TemporaryFolder) async throws -> Gateway {
        var options = GatewayOptions(dataFolder: folder.url.path)
        (options.mqttPort, options.ocppPort, options.httpPort) = (0, 0, 0)
        options.settings.tickInterval = .milliseconds(200)
        let feeder = try #require(TopologyFile.read(text, file: "test.yaml").feeder)
        return try await Gateway.start(feeder, text: text, options: options, logger: Logger(label: "test"))
    }

    /// Calls block: not on the threads of the tests' tasks.
    private func change(_ gateway: Gateway, _ text: String) async throws -> TopologyAnswer {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result {
                        try gateway.keeper.change(TopologyKeeper.Request(text: text, author: "ada", reason: "works"))
                            .answer
                    })
            }
        }
    }

    private func client(_ site: String, _ gateway: Gateway) throws -> MQTTClient {
        var configuration = MQTTClient.Configuration(host: "127.0.0.1", port: gateway.addresses.mqttPort)
        let id = try #require(Site.ID(site))
        configuration.credentials = MQTTCredentials(user: "site-\(site)", password: gateway.secrets.password(site: id))
        let client = try MQTTClient(
            configuration: configuration, logger: Logger(label: site),
            onStateChange: { [noted] state in noted.note(site, state) })
        try client.start()
        return client
    }

    /// The states that each site's client went through.
    private final class Noted: Sendable {
        private let states = Mutex<[String: [MQTTConnectionState]]>([:])
        func note(_ site: String, _ state: MQTTConnectionState) {
            states.withLock { $0[site, default: []].append(state) }
        }
        func count(_ site: String, _ state: MQTTConnectionState) -> Int {
            states.withLock { $0[site, default: []].count { $0 == state } }
        }
    }

    private let noted = Noted()

    private func speaks(_ der: String, at site: String, _ client: MQTTClient, _ gateway: Gateway) async -> Bool {
        await eventually {
            let base = "headroom/v1/site/\(site)/der/\(der)"
            let fields = #"{"time":"\#(FakeStation.text(Date()))","powerKW":0,"soc":0.5}"#
            client.publish(
                topic: "\(base)/capabilities",
                payload: Array(#"{"defaultImportLimitKW":0,"defaultExportLimitKW":0}"#.utf8))
            client.publish(topic: "\(base)/telemetry", payload: Array(fields.utf8))
            let core = gateway.engine.snapshot
            guard let position = DER.ID(der).flatMap({ core.model.index.derPosition[$0] }) else { return false }
            return core.state.ders[position].isProvisioned && core.state.ders[position].link == .online
        }
    }

    @Test func aSiteComesAndAnotherGoesWhileTheBrokerRuns() async throws {
        let folder = try TemporaryFolder()
        var feeder = TwoCables()
        feeder.parents = ["site-1": "cable-1", "site-3": "cable-2"]
        let gateway = try await start(feeder.text, in: folder)
        do {
            let stays = try client("site-1", gateway)
            let goes = try client("site-3", gateway)
            #expect(await speaks("bat-1", at: "site-1", stays, gateway))
            #expect(await speaks("bat-3", at: "site-3", goes, gateway))
            feeder.parents = ["site-1": "cable-1", "site-2": "cable-2"]
            let answer = try await change(gateway, feeder.text)
            #expect(answer.version == 2 && answer.departing.map(\.text) == ["bat-3"])
            let comes = try client("site-2", gateway)
            #expect(await speaks("bat-2", at: "site-2", comes, gateway))
            #expect(await eventually { goes.state != .connected }, "a site that is gone loses its access")
            #expect(stays.state == .connected && noted.count("site-1", .connected) == 1, "others stay connected")
            #expect(await speaks("bat-1", at: "site-1", stays, gateway))
            for client in [stays, goes, comes] { await client.stop() }
        } catch { Issue.record(error) }
        await gateway.stop()
    }

    @Test func aRestartGoesOnWithWhatWasAppliedUntilTheFileIsEdited() async throws {
        let folder = try TemporaryFolder()
        let file = TwoCables()
        var applied = file
        applied.parents["site-1"] = "cable-2"
        var edited = file
        edited.headKVA = 150
        func run(_ text: String, _ body: (Gateway) async throws -> Void) async throws {
            let gateway = try await start(text, in: folder)
            do { try await body(gateway) } catch { Issue.record(error) }
            await gateway.stop()
        }
        func parent(_ gateway: Gateway) -> String? {
            gateway.feeder.nodes.first { $0.id.text == "site-1" }?.parent?.text
        }
        try await run(file.text) { gateway in
            #expect(gateway.topologyNotice == nil)
            _ = try await change(gateway, applied.text)
            #expect(parent(gateway) == "cable-2")
        }
        try await run(file.text) { gateway in
            #expect(parent(gateway) == "cable-2")
            #expect(gateway.topologyNotice?.contains("version 2") == true)
            let left = try String(contentsOfFile: folder.path("topology.yaml"), encoding: .utf8)
            #expect(left == applied.text)
            #expect(gateway.engine.snapshot.topology.number == 2)
        }
        try await run(edited.text) { gateway in
            #expect(parent(gateway) == "cable-1")
            #expect(gateway.engine.snapshot.topology.number == 3)
            let bad = await gateway.reloadTopology(
                edited.text.replacing("ratingKVA", with: "ratingKWA"), file: "f.yaml")
            #expect(!bad.isInForce && bad.lines.contains { $0.hasPrefix("f.yaml:4:") }, "\(bad.lines)")
            #expect(gateway.engine.snapshot.topology.number == 3)
            #expect(await gateway.reloadTopology(file.text, file: "f.yaml").isInForce)
            let versions = try gateway.engine.store.topologyVersions()
            #expect(versions.map(\.number) == [4, 3, 2, 1])
            #expect(versions.map(\.author) == ["file", "file", "ada", "file"])
        }
    }
}
