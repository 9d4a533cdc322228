// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import Logging
import MQTT
import TestSupport
import Testing

@testable import Gateway

/// Who may do what at the broker: the rules as they are made, and as a real broker keeps them.
@Suite struct MQTTAccessTests {
    static let topology = """
        format: headroom-topology/1
        feeder: {id: test}
        nodes:
          - {id: trafo, kind: substation, ratingKVA: 100, baseLoad: none, meter: {maximumAgeS: 10}}
          - {id: street, kind: line, parent: trafo, ratingA: 200, baseLoad: none}
        sites:
          - id: a
            parent: street
            importLimitKW: 50
            baseLoad: none
            meter: {mappings: [{signal: powerKW, topic: a/meter}]}
            ders:
              - id: a-bat
                kind: battery
                maxChargeKW: 5
                maxDischargeKW: 5
                capacityKWh: 10
                default: {importLimitKW: 0, exportLimitKW: 0}
                mappings:
                  - {signal: powerKW, topic: a/bat, pointer: /power}
                  - {signal: soc, topic: a/bat, pointer: /soc}
                  - {signal: setpointKW, topic: a/bat/set}
                  - {signal: keepalive, topic: a/wake, repeatIntervalS: 30}
          - id: b
            parent: street
            importLimitKW: 50
            baseLoad: none
            ders:
              - {id: b-bat, kind: battery, maxChargeKW: 5, maxDischargeKW: 5, capacityKWh: 10, mqtt: native, default: {importLimitKW: 0, exportLimitKW: 0}}
        """

    private func accesses(_ folder: String) throws -> [BrokerAccess] {
        let reading = TopologyFile.read(Self.topology, file: "test.yaml")
        let feeder = try #require(reading.feeder, "\(reading.findings)")
        return BrokerAccesses.make(feeder, try MachineSecrets(file: "\(folder)/master.key"))
    }

    /// By hand, from contracts and topology: what each user may write and read.
    static let native = (
        write: [
            "der/+/telemetry", "der/+/capabilities", "der/+/needs", "der/+/setpoint/ack", "meter/telemetry", "status",
        ],
        read: ["der/+/setpoint", "der/+/rejected", "rejected"]
    )

    @Test func eachHasItsOwnAndNothingElse() async throws {
        let accesses: [BrokerAccess] = try await withTemporaryFolder { folder in try self.accesses(folder) }
        func rules(_ user: String, _ permission: BrokerRule.Permission) -> Set<String> {
            let all: [BrokerRule] = accesses.first { $0.user == user }?.rules ?? []
            return Set(all.filter { $0.permission == permission }.map(\.filter.text))
        }
        #expect(accesses.map(\.user) == ["gateway", "site-a", "site-b", "node-trafo"])
        #expect(Set(accesses.map(\.password)).count == 4 && accesses.allSatisfy { $0.password.count == 32 })
        let mapped: [String: (write: [String], read: [String])] = [
            "a": (["a/meter", "a/bat"], ["a/bat/set", "a/wake"]), "b": ([], []),
        ]
        for (site, topics) in mapped {
            let base = "headroom/v1/site/\(site)/"
            let mayWrite = Self.native.write.map { base + $0 } + topics.write
            let mayRead = Self.native.read.map { base + $0 } + topics.read
            #expect(rules("site-\(site)", .write) == Set(mayWrite))
            #expect(rules("site-\(site)", .read) == Set(mayRead))
            #expect(rules("site-\(site)", .readWrite).isEmpty)
        }
        #expect(rules("node-trafo", .write) == ["headroom/v1/node/trafo/telemetry"])
        #expect(rules("node-trafo", .read) == ["headroom/v1/node/trafo/rejected"])
        #expect(rules("gateway", .readWrite) == ["headroom/v1/#"])
        #expect(rules("gateway", .read) == ["a/meter", "a/bat"])
        #expect(rules("gateway", .write) == ["a/bat/set", "a/wake"])
    }

    @Test(.enabled(if: EndToEndTests.hasBroker, "needs mosquitto; make setup installs it"), .timeLimit(.minutes(2)))
    func nobodyThrowsTheGatewayOffItsBroker() async throws {
        try await withTemporaryFolder { folder in
            var options = GatewayOptions(dataFolder: folder)
            (options.mqttPort, options.ocppPort, options.httpPort) = (0, 0, 0)
            let feeder = try #require(TopologyFile.read(Self.topology, file: "test.yaml").feeder)
            let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            let gateway = try await Gateway.start(feeder, options: options, logger: logger)
            #expect(await eventually { gateway.engine.mqttCounters?.connects == 1 })
            let access = try #require(BrokerAccesses.make(feeder, gateway.secrets).first { $0.user == "site-a" })
            // What the gateway was called once, and what it has been seen to be called.
            for name in ["headroom-gateway", "gateway", "headroom"] {
                let site = try await Listener([access], "site-a", port: gateway.addresses.mqttPort, called: name)
                await site.client.stop()
            }
            #expect(gateway.engine.mqttCounters?.losses == 0)
            #expect(gateway.engine.snapshot.isBrokerConnected)
            await gateway.stop()
        }
    }

    @Test(.enabled(if: EndToEndTests.hasBroker, "needs mosquitto; make setup installs it"), .timeLimit(.minutes(2)))
    func aRealBrokerKeepsASiteOutOfAnothers() async throws {
        try await withTemporaryFolder { folder in
            let accesses = try accesses(folder)
            let broker = EmbeddedBroker(
                configuration: .init(runtimeDirectory: "\(folder)/broker"), accesses: accesses,
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            try await broker.start()
            let port = await broker.port ?? 0
            func join(_ user: String) async throws -> Listener { try await Listener(accesses, user, port: port) }
            let gateway = try await join("gateway")
            let b = try await join("site-b")
            await gateway.listen(["headroom/v1/#", "a/meter", "a/bat"])
            await b.listen(["#", "headroom/v1/site/a/#", "headroom/v1/site/b/der/b-bat/setpoint", "a/bat/set", "a/bat"])
            let forbidden = [
                "headroom/v1/site/a/der/a-bat/needs", "headroom/v1/site/a/status", "headroom/v1/site/a/rejected",
                "headroom/v1/site/b/der/b-bat/setpoint", "headroom/v1/node/trafo/telemetry", "a/meter", "a/bat",
            ]
            for topic in forbidden { b.publish(topic) }
            b.publish("headroom/v1/site/b/status")
            #expect(await gateway.hears("headroom/v1/site/b/status"))
            #expect(gateway.heard == ["headroom/v1/site/b/status"], "what another's site may not write arrived")
            for topic in ["headroom/v1/site/a/der/a-bat/setpoint", "headroom/v1/site/a/rejected", "a/bat/set"] {
                gateway.publish(topic)
            }
            gateway.publish("headroom/v1/site/b/der/b-bat/setpoint")
            #expect(await b.hears("headroom/v1/site/b/der/b-bat/setpoint"))
            // Its own status, too, is only for the gateway to read.
            #expect(b.heard == ["headroom/v1/site/b/der/b-bat/setpoint"], "it heard what is another's")
            await b.client.stop()
            await gateway.client.stop()
            await broker.stop()
        }
    }
}

/// A client that remembers which topics it heard.
final class Listener: @unchecked Sendable {
    let client: MQTTClient
    private(set) var heard: [String] = []

    init(_ accesses: [BrokerAccess], _ user: String, port: Int, called name: String? = nil) async throws {
        var configuration = MQTTClient.Configuration(host: "127.0.0.1", port: port, clientID: name)
        let access = try #require(accesses.first { $0.user == user })
        configuration.credentials = MQTTCredentials(user: access.user, password: access.password)
        client = try MQTTClient(
            configuration: configuration, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        try client.start()
        #expect(await eventually { client.state == .connected })
    }

    /// Subscribes; returns once the broker has surely seen it.
    func listen(_ filters: [String]) async {
        var wanted: [MQTTTopicFilter: MQTTQoS] = [:]
        for filter in filters { if let filter = try? MQTTTopicFilter(filter) { wanted[filter] = .atLeastOnce } }
        client.subscribe(wanted)
        // Packets of one client are taken in order: once this is acknowledged, so is the subscription.
        let completed = client.counters.completed
        client.publish(topic: "nobody/reads/this", payload: [])
        _ = await eventually { client.counters.completed > completed }
    }

    func publish(_ topic: String) { client.publish(topic: topic, payload: Array("{}".utf8)) }

    func hears(_ topic: String) async -> Bool {
        await eventually {
            heard += client.takeBatch().map(\.topic)
            return heard.contains(topic)
        }
    }
}
