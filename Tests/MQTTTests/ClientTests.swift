// SPDX-License-Identifier: Apache-2.0

import Foundation
import MQTT
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct ClientTests {
    @Test(arguments: [MQTTQoS.atMostOnce, .atLeastOnce])
    func messagesComeWholeAndInOrder(qos: MQTTQoS) async throws {
        try await withBroker { broker in
            let receiver = try await client(of: broker)
            let sender = try await client(of: broker)
            #expect(await receiver.echoes())
            #expect(await sender.isConnectedSoon())
            receiver.subscribe([filter("data/+"): qos])
            #expect(await receiver.echoes("data/echo"))
            let payloads = (0..<500).map { number in Array("\(number) \u{1F50B}".utf8) + [0, 255] }
            for payload in payloads {
                #expect(sender.publish(topic: "data/x", payload: payload, qos: qos) == .accepted)
            }
            let received = await receiver.collect(500).filter { $0.topic == "data/x" }
            #expect(received.map(\.payload) == payloads)
            #expect(received.allSatisfy { $0.qos == qos && !$0.isRetained })
            #expect(await eventually { sender.counters.completed == 500 })
            await sender.stop()
            await receiver.stop()
        }
    }

    @Test func retainedMessageIsMarked() async throws {
        try await withBroker { broker in
            let sender = try await client(of: broker)
            #expect(await sender.isConnectedSoon())
            sender.publish(topic: "kept", payload: [1], retain: true)
            sender.publish(topic: "empty", payload: [])
            #expect(await eventually { sender.counters.completed == 2 })
            let receiver = try await client(of: broker)
            receiver.subscribe([filter("kept"): .atLeastOnce])
            let first = await receiver.collect(1)
            #expect(first == [MQTTMessage(topic: "kept", payload: [1], isRetained: true)])
            sender.publish(topic: "kept", payload: [2], retain: true)
            let live = await receiver.collect(1)
            #expect(live == [MQTTMessage(topic: "kept", payload: [2], isRetained: false)])
            await sender.stop()
            await receiver.stop()
        }
    }

    @Test func willIsPublishedWhenTheProcessIsKilledAndNotAfterAStop() async throws {
        try await withBroker { broker in
            let watcher = try await client(of: broker)
            watcher.subscribe([filter("will/#"): .atLeastOnce])
            #expect(await watcher.echoes())
            let port = try #require(await broker.port)

            let polite = try client(port: port) { $0.will = MQTTMessage(topic: "will/polite", payload: [1]) }
            #expect(await polite.isConnectedSoon())
            await polite.stop()

            await #expect(processExitsWith: .signal(SIGKILL)) { [port = port as Int] in
                let killed = try client(port: port) { $0.will = MQTTMessage(topic: "will/killed", payload: [2]) }
                #expect(await killed.isConnectedSoon())
                kill(getpid(), SIGKILL)
            }
            let wills = await watcher.collect(1)
            #expect(wills.map(\.topic) == ["will/killed"])
            await watcher.stop()
        }
    }

    @Test func filterThatIsUnsubscribedIsSilent() async throws {
        try await withBroker { broker in
            let one = try await client(of: broker)
            one.subscribe([filter("a"): .atLeastOnce])
            #expect(await one.echoes("marker"))
            one.unsubscribe([filter("a")])
            one.publish(topic: "a", payload: [1])
            one.publish(topic: "marker", payload: [9])
            let received = await one.collect(1)
            #expect(received.contains { $0.topic == "marker" })
            #expect(!received.contains { $0.topic == "a" })
            await one.stop()
        }
    }

    @Test func batchesEndWithTheClient() async throws {
        try await withBroker { broker in
            let one = try await client(of: broker)
            #expect(await one.echoes())
            let consumer = Task {
                var count = 0
                for await batch in one.batches {
                    #expect(!batch.isEmpty)
                    count += batch.count { $0.payload == [7] }
                }
                return count
            }
            for _ in 0..<200 { one.publish(topic: "echo", payload: [7]) }
            #expect(await eventually { one.counters.completed >= 200 && one.counters.received >= 201 })
            await one.stop()
            #expect(await consumer.value == 200)
        }
    }

    @Test func manySubscriptionsAreAllMade() async throws {
        try await withBroker { broker in
            let one = try await client(of: broker)
            let filters = (0..<1_000).map { filter("many/\($0)") }
            one.subscribe(Dictionary(uniqueKeysWithValues: filters.map { ($0, .atLeastOnce) }))
            #expect(await one.echoes())
            for filter in filters { #expect(one.publish(topic: filter.text, payload: []) == .accepted) }
            let received = await one.collect(1_000).filter { $0.topic.hasPrefix("many/") }
            #expect(Set(received.map(\.topic)) == Set(filters.map(\.text)))
            await one.stop()
        }
    }
}
