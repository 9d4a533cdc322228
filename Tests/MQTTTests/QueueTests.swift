// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import MQTT

@Suite struct QueueTests {
    /// Held against a plain list that drops from its front.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func inboundKeepsTheNewest(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var queue = InboundQueue(maximumMessages: 50, maximumBytes: 400)
        var model: [MQTTMessage] = []
        var modelDropped = 0
        var number = 0
        for _ in 0..<2_000 {
            var batch = (0..<Int.random(in: 1...30, using: &random)).map { _ -> MQTTMessage in
                number += 1
                let size = Int.random(in: 0...20, using: &random)
                return MQTTMessage(topic: "\(number)", payload: [UInt8](repeating: 7, count: size))
            }
            let expectedWake = model.isEmpty
            model += batch
            while model.count > 50 || model.reduce(0, { $0 + $1.topic.utf8.count + $1.payload.count }) > 400 {
                model.removeFirst()
                modelDropped += 1
            }
            #expect(queue.append(&batch) == expectedWake)
            #expect(batch.isEmpty)
            if Int.random(in: 0..<4, using: &random) == 0 {
                #expect(queue.take() == model)
                model = []
            }
        }
        #expect(queue.received == number)
        #expect(queue.dropped == modelDropped)
        #expect(modelDropped > 0)
    }

    @Test func outboundIsBoundedByCountAndBytes() {
        let message = MQTTMessage(topic: "ab", payload: [1, 2, 3])
        var byCount = OutboundQueue(maximumMessages: 2, maximumBytes: 1_000)
        #expect(byCount.append(message) == .accepted)
        #expect(byCount.append(message) == .accepted)
        #expect(byCount.append(message) == .refused(.tooManyOutstanding(messages: 2, bytes: 10)))
        #expect(byCount.takeWaiting().count == 2)
        #expect(byCount.append(message) == .refused(.tooManyOutstanding(messages: 2, bytes: 10)))
        byCount.release(messages: 1, bytes: 5)
        #expect(byCount.append(message) == .accepted)

        var byBytes = OutboundQueue(maximumMessages: 100, maximumBytes: 9)
        #expect(byBytes.append(message) == .accepted)
        #expect(byBytes.append(message) == .refused(.tooManyOutstanding(messages: 1, bytes: 5)))
    }

    @Test func lostConnectionDropsQoS0Only() {
        var queue = OutboundQueue(maximumMessages: 10, maximumBytes: 100)
        _ = queue.append(MQTTMessage(topic: "a", payload: [1], qos: .atMostOnce))
        _ = queue.append(MQTTMessage(topic: "b", payload: [1, 2], qos: .atLeastOnce))
        #expect(queue.dropWaiting(keepingQoS1: true) == 1)
        #expect(queue.waiting.map(\.topic) == ["b"])
        #expect(queue.outstandingMessages == 1)
        #expect(queue.outstandingBytes == 3)
    }

    @Test func reconnectDelayDoublesAndIsForgottenAfterAGoodConnection() {
        var delay = ReconnectDelay(minimum: .milliseconds(500), maximum: .seconds(3))
        let pauses = (0..<5).map { _ in delay.next(afterConnectionOf: .zero) }
        #expect(pauses == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(3), .seconds(3)])
        #expect(delay.next(afterConnectionOf: .seconds(1)) == .seconds(3))
        #expect(delay.next(afterConnectionOf: .seconds(60)) == .milliseconds(500))
    }
}
