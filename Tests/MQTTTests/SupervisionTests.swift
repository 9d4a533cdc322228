// SPDX-License-Identifier: Apache-2.0

import Foundation
import MQTT
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct SupervisionTests {
    @Test func wrongPasswordIsToldAndTriedWithGrowingPauses() async throws {
        try await withBroker { broker in
            let stranger = BrokerAccess(user: everything.user, password: "wrong", rules: [])
            let started = ContinuousClock.now
            let one = try await client(of: broker, as: stranger)
            #expect(await eventually { one.counters.failedAttempts >= 4 })
            // Pauses of 0.2, 0.4 and 0.8 s lie before the fourth attempt.
            #expect(ContinuousClock.now - started >= .milliseconds(1_400))
            guard case .refused(let code, _) = one.failure else {
                Issue.record("state is \(one.state)")
                return
            }
            #expect(code == 5)
            #expect(one.counters.connects == 0)
            #expect(one.publish(topic: "x", payload: []) == .refused(.notConnected))
            await one.stop()
            #expect(one.state == .stopped)
        }
    }

    @Test func nothingListens() async throws {
        let one = try client(port: 1)
        #expect(await eventually { one.counters.failedAttempts >= 1 })
        guard case .unreachable(let text) = one.failure else {
            Issue.record("state is \(one.state)")
            return
        }
        #expect(text.contains("refused"))
        await one.stop()
    }

    @Test func hostWithoutAddress() async throws {
        let one = try client(port: 1883) { $0.host = "no-such-host.invalid" }
        #expect(await eventually { one.failure == .nameNotResolved(host: "no-such-host.invalid") })
        await one.stop()
    }

    @Test func silentPeerTimesOut() async throws {
        try await withSilentListener { port in
            let one = try client(port: port) { $0.connectTimeout = .milliseconds(300) }
            #expect(await eventually { one.failure == .timedOut(after: .milliseconds(300)) })
            await one.stop()
        }
    }

    @Test func killedBrokerIsRestartedAndTheClientComesBackWithItsSubscriptions() async throws {
        try await withBroker { broker in
            let one = try await client(of: broker)
            one.subscribe([filter("site/+/telemetry"): .atLeastOnce])
            #expect(await one.echoes())
            let first = try #require(await broker.processIdentifier)
            kill(first, SIGKILL)
            #expect(await eventually { one.counters.losses == 1 })
            #expect(await eventually { await broker.restarts == 1 && one.counters.connects == 2 })
            #expect(await broker.processIdentifier != first)
            let other = try await client(of: broker)
            #expect(await other.isConnectedSoon())
            // Published until it arrives: the broker confirms the subscription some moments after the connection.
            let arrived = await eventually {
                other.publish(topic: "site/b/telemetry", payload: [5])
                return one.takeBatch().contains { $0.topic == "site/b/telemetry" }
            }
            #expect(arrived)
            await other.stop()
            await one.stop()
        }
    }

    @Test func messageAcceptedAtQoS1SurvivesTheLossOfTheBroker() async throws {
        try await withBroker { broker in
            let sender = try await client(of: broker)
            let receiver = try await client(of: broker)
            receiver.subscribe([filter("must/arrive"): .atLeastOnce])
            #expect(await receiver.echoes())
            #expect(await sender.isConnectedSoon())
            let process = try #require(await broker.processIdentifier)
            // A stopped broker acknowledges nothing, so the messages are still outstanding when it is killed.
            kill(process, SIGSTOP)
            let outcomes = (0..<50).map { sender.publish(topic: "must/arrive", payload: [UInt8($0)]) }
            #expect(outcomes.allSatisfy { $0 == .accepted })
            kill(process, SIGKILL)
            #expect(await eventually { sender.counters.connects == 2 && receiver.counters.connects == 2 })
            #expect(await eventually { sender.counters.completed == 50 })
            #expect(sender.counters.lostOutbound == 0)
            await sender.stop()
            await receiver.stop()
        }
    }

    @Test func stateChangesAreToldAndAStopFromTheClosureWorks() async throws {
        try await withBroker { broker in
            let states = StateLog()
            var configuration = MQTTClient.Configuration(host: "127.0.0.1", port: try #require(await broker.port))
            configuration.credentials = MQTTCredentials(user: everything.user, password: everything.password)
            let one = try MQTTClient(
                configuration: configuration, logger: testLogger,
                onStateChange: { state in states.note(state) })
            states.client.withLock { $0 = one }
            try one.start()
            #expect(throws: MQTTError.alreadyStarted) { try one.start() }
            #expect(await eventually { one.state == .stopped && states.all.count == 3 })
            #expect(states.all == [.connecting, .connected, .stopped])
            await one.stop()
            states.client.withLock { $0 = nil }
        }
    }

    @Test func stopTakesLessThanASecondAndLetsAcceptedMessagesLeave() async throws {
        try await withBroker { broker in
            let receiver = try await client(of: broker)
            receiver.subscribe([filter("last/words"): .atLeastOnce])
            #expect(await receiver.echoes())
            let sender = try await client(of: broker)
            #expect(await sender.isConnectedSoon())
            for _ in 0..<100 { sender.publish(topic: "last/words", payload: [1]) }
            let started = ContinuousClock.now
            await sender.stop()
            await sender.stop()
            #expect(ContinuousClock.now - started < .seconds(1))
            #expect(sender.counters.completed == 100)
            #expect(sender.counters.lostOutbound == 0)
            #expect(await receiver.collect(100).count == 100)
            await receiver.stop()
        }
    }

    @Test func neverStartedClientStops() async throws {
        let one = try MQTTClient(configuration: .init(host: "127.0.0.1"), logger: testLogger)
        await one.stop()
        #expect(one.state == .stopped)
        #expect(throws: MQTTError.alreadyStarted) { try one.start() }
    }

    @Test func noThreadAndNoDescriptorIsLeftBehind() async throws {
        try await withBroker { broker in
            let port = try #require(await broker.port)
            await #expect(processExitsWith: .success) { [port = port as Int] in
                // The first one opens what a process opens once.
                let warmUp = try client(port: port)
                _ = await warmUp.isConnectedSoon()
                await warmUp.stop()
                let descriptorsBefore = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
                for _ in 0..<20 {
                    let one = try client(port: port)
                    guard await one.isConnectedSoon(), clientThreads() == 1 else { exit(2) }
                    await one.stop()
                    guard await eventually({ clientThreads() == 0 }) else { exit(3) }
                }
                var dropped: MQTTClient? = try client(port: port)
                _ = await dropped?.isConnectedSoon()
                dropped = nil
                guard await eventually({ clientThreads() == 0 }) else { exit(4) }
                let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
                exit(descriptors <= descriptorsBefore ? 0 : 5)
            }
        }
    }

    /// `pselect`, which libmosquitto's own loop sleeps in, ends at 1023.
    @Test func worksWithDescriptorsAboveAThousand() async throws {
        try await withBroker { broker in
            let port = try #require(await broker.port)
            await #expect(processExitsWith: .success) { [port = port as Int] in
                var limit = rlimit()
                getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
                limit.rlim_cur = min(limit.rlim_max, 4_096)
                setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
                while case let descriptor = open("/dev/null", O_RDONLY), descriptor < 1_100 {
                    guard descriptor >= 0 else { exit(2) }
                }
                let one = try client(port: port)
                exit(await one.echoes() ? 0 : 3)
            }
        }
    }
}

/// Threads of this process that belong to a client.
private func clientThreads() -> Int {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    return tasks.count { task in
        (try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)) == "mqtt-client\n"
    }
}

/// Notes states, and stops its client from within the closure once it is connected.
private final class StateLog: Sendable {
    let client = Mutex<MQTTClient?>(nil)
    private let states = Mutex<[MQTTConnectionState]>([])

    var all: [MQTTConnectionState] { states.withLock { $0 } }

    func note(_ state: MQTTConnectionState) {
        states.withLock { $0.append(state) }
        if state == .connected { client.withLock { $0 }?.requestStop() }
    }
}

/// Runs `body` with a port that takes connections and never says a word.
private func withSilentListener(_ body: (Int) async throws -> Void) async throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
            bind(descriptor, generic, length) | listen(descriptor, 8) | getsockname(descriptor, generic, &length)
        }
    }
    try #require(code == 0)
    try await body(Int(UInt16(bigEndian: address.sin_port)))
}
