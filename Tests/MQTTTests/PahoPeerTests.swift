// SPDX-License-Identifier: Apache-2.0

import Foundation
import MQTT
import Subprocess
import Testing

private let python = ProcessInfo.processInfo.environment["HEADROOM_PYTHON"]

/// An independent client, Eclipse Paho for Python, at the other end.
@Suite(
    .timeLimit(.minutes(2)),
    .enabled(if: python != nil, "HEADROOM_PYTHON must name a Python that has paho-mqtt"))
struct PahoPeerTests {
    /// Sends 200 messages at each QoS, and answers each `ask/<n>` with the payload reversed on `answer/<n>`.
    private static let script = """
        import os, sys, paho.mqtt.client as mqtt
        done = 0
        def answer(client, _, message):
            global done
            client.publish("answer/" + message.topic.split("/")[1], message.payload[::-1], qos=message.qos)
            done += 1
        client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
        client.username_pw_set("gateway", os.environ["PASSWORD"])
        client.on_message = answer
        client.on_subscribe = lambda *_: [client.publish(f"paho/{q}", str(n), qos=q) for q in (0, 1) for n in range(200)]
        client.on_connect = lambda c, *_: c.subscribe("ask/#", 1)
        client.connect("127.0.0.1", int(sys.argv[1]))
        while done < 200: client.loop(0.1)
        for _ in range(20): client.loop(0.05)
        client.disconnect()
        """

    @Test func bothDirections() async throws {
        try await withBroker { broker in
            let port = try #require(await broker.port)
            let python = try #require(python)
            let gateway = try await client(of: broker)
            gateway.subscribe([filter("paho/+"): .atLeastOnce, filter("answer/+"): .atLeastOnce])
            #expect(await gateway.echoes())
            async let peer = run(
                .name("env"), arguments: [python, "-c", Self.script, "\(port)"],
                environment: .inherit.updating(["PASSWORD": everything.password]), output: .discarded,
                error: .string(limit: 65_536))
            let sent = await gateway.collect(400, within: .seconds(20)).map { message in
                "\(message.topic) \(String(decoding: message.payload, as: UTF8.self))"
            }
            #expect(sent == ["paho/0", "paho/1"].flatMap { topic in (0..<200).map { "\(topic) \($0)" } })
            for number in 0..<200 {
                let qos = number % 2 == 0 ? MQTTQoS.atLeastOnce : .atMostOnce
                gateway.publish(topic: "ask/\(number)", payload: [1, 2, UInt8(number)], qos: qos)
            }
            let answers = await gateway.collect(200, within: .seconds(20))
            #expect(Set(answers.map(\.topic)) == Set((0..<200).map { "answer/\($0)" }))
            #expect(answers.allSatisfy { $0.topic == "answer/\($0.payload[0])" && $0.payload[1...] == [2, 1] })
            let result = try await peer
            #expect(result.terminationStatus.isSuccess, "\(result.standardError)")
            await gateway.stop()
        }
    }
}
