// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import TestSupport
import Testing

@testable import MQTT

@Suite(.timeLimit(.minutes(2))) struct BrokerTests {
    @Test func accessOutsideTheRulesIsRefused() async throws {
        try await withBroker { broker in
            let gateway = try await client(of: broker)
            gateway.subscribe([filter("site/#"): .atLeastOnce])
            #expect(await gateway.echoes())
            let site = try await client(of: broker, as: siteA)
            site.subscribe([filter("site/#"): .atLeastOnce])
            #expect(await site.isConnectedSoon())

            for topic in ["site/b/telemetry", "site/a/setpoint", "site/a/telemetry"] {
                #expect(site.publish(topic: topic, payload: [1]) == .accepted)
            }
            #expect(await gateway.collect(1).map(\.topic) == ["site/a/telemetry"])

            gateway.publish(topic: "site/b/setpoint", payload: [2])
            gateway.publish(topic: "site/a/setpoint", payload: [3])
            #expect(await site.collect(1).map(\.topic) == ["site/a/setpoint"])
            await site.stop()
            await gateway.stop()
        }
    }

    @Test func newUserIsLetInWithoutARestartAndARemovedOneIsNot() async throws {
        try await withBroker { broker in
            let gateway = try await client(of: broker)
            #expect(await gateway.echoes())
            let siteB = BrokerAccess(
                user: "site-b", password: "b-secret", rules: [BrokerRule(.write, filter("site/b/#"))])
            let early = try await client(of: broker, as: siteB)
            #expect(await eventually { early.counters.failedAttempts > 0 })
            try await broker.setAccesses([everything, siteB])
            #expect(await early.isConnectedSoon())
            gateway.subscribe([filter("site/#"): .atLeastOnce])
            #expect(await gateway.echoes())
            early.publish(topic: "site/b/x", payload: [1])
            #expect(await gateway.collect(1).map(\.topic) == ["site/b/x"])
            let late = try await client(of: broker, as: siteA)
            #expect(await eventually { late.counters.failedAttempts > 0 })
            #expect(await broker.restarts == 0)
            #expect(gateway.counters.losses == 0)
            for one in [early, late, gateway] { await one.stop() }
        }
    }

    @Test func passwordsAreHashedAndFilesAreClosed() async throws {
        try await withTemporaryFolder { directory in
            let broker = EmbeddedBroker(
                configuration: .init(runtimeDirectory: directory + "/b"), accesses: [everything], logger: testLogger)
            try await broker.start()
            let names = try FileManager.default.contentsOfDirectory(atPath: directory + "/b")
            #expect(Set(names) == ["mosquitto.conf", "passwords", "access"])
            // mosquitto.conf(5): what waits for a client that went away is bounded in bytes, and for a day.
            let lines = try String(contentsOfFile: directory + "/b/mosquitto.conf", encoding: .utf8).split(
                separator: "\n")
            #expect(lines.contains("max_queued_bytes 67108864") && lines.contains("persistent_client_expiration 24h"))
            for name in names {
                let path = "\(directory)/b/\(name)"
                let text = try String(contentsOfFile: path, encoding: .utf8)
                #expect(!text.contains(everything.password))
                var status = stat()
                #expect(stat(path, &status) == 0)
                #expect(status.st_mode & 0o137 == 0, "\(name) is open to others")
            }
            await broker.stop()
            let process = await broker.processIdentifier
            #expect(process == nil)
        }
    }

    @Test func stopEndsTheProcess() async throws {
        try await withTemporaryFolder { directory in
            let broker = EmbeddedBroker(
                configuration: .init(runtimeDirectory: directory + "/b"), accesses: [], logger: testLogger)
            try await broker.start()
            let process = try #require(await broker.processIdentifier)
            let port = try #require(await broker.port)
            #expect(kill(process, 0) == 0)
            await broker.stop()
            await broker.stop()
            #expect(kill(process, 0) == -1)
            #expect(!Loopback.accepts(address: "127.0.0.1", port: port))
        }
    }

    @Test func brokerOfAKilledGatewayIsReplaced() async throws {
        try await withTemporaryFolder { directory in
            let port = try #require(Loopback.freePort(address: "127.0.0.1", port: 0))
            await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String, port = port as Int] in
                var configuration = EmbeddedBroker.Configuration(runtimeDirectory: directory + "/b")
                configuration.port = port
                let broker = EmbeddedBroker(configuration: configuration, accesses: [], logger: testLogger)
                try await broker.start()
                kill(getpid(), SIGKILL)
            }
            #expect(Loopback.accepts(address: "127.0.0.1", port: port), "the orphan was expected to live")
            var configuration = EmbeddedBroker.Configuration(runtimeDirectory: directory + "/b")
            configuration.port = port
            let broker = EmbeddedBroker(configuration: configuration, accesses: [everything], logger: testLogger)
            try await broker.start()
            let one = try await client(of: broker)
            #expect(await one.echoes())
            await one.stop()
            await broker.stop()
            #expect(!Loopback.accepts(address: "127.0.0.1", port: port))
        }
    }

    /// Between choice and start somebody else takes the free port: a listener, who even takes connections.
    @Test func aPortThatIsTakenMeanwhileIsChosenAgain() async throws {
        try await withBroker { other in
            let taken = try #require(await other.port)
            try await withTemporaryFolder { directory in
                let choices = Mutex(0)
                let broker = EmbeddedBroker(
                    configuration: .init(runtimeDirectory: directory + "/b"), accesses: [everything],
                    logger: testLogger,
                    choosePort: { address, port in
                        let isFirst = choices.withLock { count in
                            count += 1
                            return count <= 2
                        }
                        return isFirst ? taken : Loopback.freePort(address: address, port: port)
                    })
                try await broker.start()
                let port = try #require(await broker.port)
                #expect(port != taken)
                #expect(choices.withLock { $0 } == 3)
                let gateway = try await client(of: broker)
                #expect(await gateway.echoes())
                await gateway.stop()
                await broker.stop()
            }
        }
    }

    /// A port that was asked for is not exchanged, and choosing ends.
    @Test(arguments: [0, 1]) func aTakenPortEndsInAnError(asked: Int) async throws {
        try await withBroker { other in
            let taken = try #require(await other.port)
            try await withTemporaryFolder { directory in
                var configuration = EmbeddedBroker.Configuration(runtimeDirectory: directory + "/b")
                configuration.port = asked * taken
                let choices = Mutex(0)
                let broker = EmbeddedBroker(
                    configuration: configuration, accesses: [everything], logger: testLogger,
                    choosePort: { _, _ in
                        choices.withLock { $0 += 1 }
                        return taken
                    })
                await #expect(throws: BrokerError.self) { try await broker.start() }
                #expect(choices.withLock { $0 } == (asked == 0 ? 5 : 1))
                let process = await broker.processIdentifier
                #expect(process == nil)
            }
        }
    }

    @Test func portInUseIsNamed() async throws {
        try await withBroker { broker in
            let port = try #require(await broker.port)
            try await withTemporaryFolder { directory in
                var configuration = EmbeddedBroker.Configuration(runtimeDirectory: directory + "/b")
                configuration.port = port
                let second = EmbeddedBroker(configuration: configuration, accesses: [], logger: testLogger)
                await #expect(throws: BrokerError.portInUse(address: "127.0.0.1", port: port)) {
                    try await second.start()
                }
            }
        }
    }

    @Test func missingProgramSaysWhatToInstall() async {
        let error = await #expect(throws: BrokerError.self) {
            try await BrokerProgram(name: "mosquitto-that-is-not-there").requireInstalled()
        }
        #expect(error?.description.contains("apt-get install mosquitto") == true)
    }

    @Test func plainListenerBeyondLoopbackMustBeWanted() async throws {
        try await withTemporaryFolder { directory in
            var configuration = EmbeddedBroker.Configuration(runtimeDirectory: directory + "/b")
            configuration.address = "0.0.0.0"
            let broker = EmbeddedBroker(configuration: configuration, accesses: [], logger: testLogger)
            await #expect(throws: BrokerError.plaintextBeyondLoopback(address: "0.0.0.0")) { try await broker.start() }
        }
    }

    @Test(arguments: [
        BrokerAccess(user: "a:b", password: "p", rules: []),
        BrokerAccess(user: "#a", password: "p", rules: []),
        BrokerAccess(user: "a\nuser b", password: "p", rules: []),
        BrokerAccess(user: "a", password: "p:q", rules: []),
        BrokerAccess(user: "a", password: "", rules: []),
        BrokerAccess(user: "a", password: "p", rules: [BrokerRule(.read, filter("x "))]),
    ])
    func accessThatWouldBreakTheFilesIsRefused(access: BrokerAccess) async throws {
        try await withTemporaryFolder { directory in
            let broker = EmbeddedBroker(
                configuration: .init(runtimeDirectory: directory + "/b"), accesses: [access], logger: testLogger)
            let error = await #expect(throws: BrokerError.self) { try await broker.start() }
            guard case .invalidAccess(let user, _, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(user == access.user)
        }
    }

    @Test func sameUserTwiceIsRefused() async throws {
        try await withTemporaryFolder { directory in
            let broker = EmbeddedBroker(
                configuration: .init(runtimeDirectory: directory + "/b"), accesses: [siteA, siteA], logger: testLogger)
            await #expect(throws: BrokerError.duplicateUser(siteA.user)) { try await broker.start() }
        }
    }
}
