// SPDX-License-Identifier: Apache-2.0

import MQTT
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct ClientLimitTests {
    @Test func fullInboundQueueDropsTheOldestAndCounts() async throws {
        try await withBroker { broker in
            let receiver = try await client(of: broker) { $0.limits.inboundMessages = 100 }
            receiver.subscribe([filter("flood"): .atLeastOnce])
            #expect(await receiver.echoes())
            let before = receiver.counters
            let sender = try await client(of: broker)
            #expect(await sender.isConnectedSoon())
            for number in 0..<1_000 { sender.publish(topic: "flood", payload: Array("\(number)".utf8)) }
            #expect(await eventually { receiver.counters.received - before.received >= 1_000 })
            #expect(receiver.counters.droppedInbound - before.droppedInbound == 900)
            let kept = receiver.takeBatch().map { String(decoding: $0.payload, as: UTF8.self) }
            #expect(kept == (900..<1_000).map { "\($0)" })
            await sender.stop()
            await receiver.stop()
        }
    }

    @Test func publishIsRefusedWhenTooManyAreOutstanding() async throws {
        try await withBroker { broker in
            let sender = try await client(of: broker) { $0.limits.outboundMessages = 10 }
            #expect(await sender.isConnectedSoon())
            let outcomes = (0..<5_000).map { _ in sender.publish(topic: "x", payload: [0]) }
            let accepted = outcomes.count { $0 == .accepted }
            let refused = outcomes.count { $0 == .refused(.tooManyOutstanding(messages: 10, bytes: 20)) }
            #expect(accepted + refused == 5_000)
            #expect(refused > 0)
            #expect(await eventually { sender.counters.completed == accepted })
            #expect(sender.counters.refused == refused)
            #expect(sender.publish(topic: "x", payload: [0]) == .accepted)
            await sender.stop()
        }
    }

    @Test func tenMegabytesAreRefusedAtTheSender() async throws {
        try await withBroker { broker in
            let sender = try await client(of: broker)
            #expect(await sender.isConnectedSoon())
            let payload = [UInt8](repeating: 1, count: 10_000_000)
            #expect(
                sender.publish(topic: "x", payload: payload)
                    == .refused(.payloadTooLarge(bytes: 10_000_000, limit: 1 << 20)))
            await sender.stop()
        }
    }

    @Test func tenMegabytesAreStoppedByTheBroker() async throws {
        try await withBroker { broker in
            let receiver = try await client(of: broker) { $0.limits.payloadBytes = 20_000_000 }
            receiver.subscribe([filter("big"): .atLeastOnce])
            #expect(await receiver.echoes())
            let sender = try await client(of: broker) { $0.limits.payloadBytes = 20_000_000 }
            #expect(await sender.isConnectedSoon())
            #expect(sender.publish(topic: "big", payload: [UInt8](repeating: 1, count: 10_000_000)) == .accepted)
            #expect(sender.publish(topic: "big", payload: [2]) == .accepted)
            #expect(await receiver.collect(1).map(\.payload.count) == [1])
            #expect(sender.counters.losses == 0)
            await sender.stop()
            await receiver.stop()
        }
    }

    @Test func tenMegabytesAreThrownAwayAndCountedAtTheReceiver() async throws {
        try await withBroker(adjusting: { $0.maximumPayloadBytes = 12_000_000 }) { broker in
            let receiver = try await client(of: broker)
            receiver.subscribe([filter("big"): .atLeastOnce])
            #expect(await receiver.echoes())
            let sender = try await client(of: broker) { $0.limits.payloadBytes = 20_000_000 }
            #expect(await sender.isConnectedSoon())
            #expect(sender.publish(topic: "big", payload: [UInt8](repeating: 1, count: 10_000_000)) == .accepted)
            #expect(sender.publish(topic: "big", payload: [2]) == .accepted)
            #expect(await receiver.collect(1).map(\.payload.count) == [1])
            #expect(receiver.counters.oversizedInbound == 1)
            #expect(receiver.counters.losses == 0)
            await sender.stop()
            await receiver.stop()
        }
    }

    @Test func badTopicIsAnAnswer() async throws {
        try await withBroker { broker in
            let sender = try await client(of: broker)
            #expect(await sender.isConnectedSoon())
            let error = MQTTTopicError(text: "a/+", reason: .wildcardInName)
            #expect(sender.publish(topic: "a/+", payload: []) == .refused(.invalidTopic(error)))
            #expect(sender.state == .connected)
            await sender.stop()
            #expect(sender.publish(topic: "a", payload: []) == .refused(.notRunning))
        }
    }

    @Test func configurationIsChecked() {
        func field(_ change: (inout MQTTClient.Configuration) -> Void) -> String? {
            var configuration = MQTTClient.Configuration(host: "127.0.0.1")
            change(&configuration)
            do {
                _ = try MQTTClient(configuration: configuration, logger: testLogger)
                return nil
            } catch MQTTError.invalidConfiguration(let field, _, _) {
                return field
            } catch {
                return "\(error)"
            }
        }
        #expect(field { _ in } == nil)
        #expect(field { $0.host = "" } == "host")
        #expect(field { $0.port = 0 } == "port")
        #expect(field { $0.clientID = "" } == "clientID")
        #expect(field { $0.keepAlive = .seconds(1) } == "keepAlive")
        #expect(field { $0.minimumReconnectDelay = .zero } == "minimumReconnectDelay")
        #expect(field { $0.limits.outboundMessages = 100_000 } == "limits.outboundMessages")
        #expect(field { $0.will = MQTTMessage(topic: "a/#", payload: []) } == "will.topic")
        #expect(field { $0.tls = MQTTTLS(authority: .file("/does/not/exist")) } == "tls.authority")
    }
}
