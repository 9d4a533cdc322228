// SPDX-License-Identifier: Apache-2.0

import Logging
import Synchronization
import TestSupport
import Testing

@testable import MQTT

@Suite(.timeLimit(.minutes(2))) struct LossNoticeTests {
    @Test func theFirstIsSaidAtOnceAndAFloodInSums() {
        let start = ContinuousClock.now
        var counters = MQTTCounters()
        var notice = LossNotice()
        #expect(notice.text(counters, at: start) == nil)
        counters.received = 9
        #expect(notice.text(counters, at: start) == nil)
        counters.droppedInbound = 3
        let first = notice.text(counters, at: start)
        #expect(first?.hasPrefix("3 received and dropped") == true && first?.contains(";") == false)
        for second in 1...9 {
            counters.droppedInbound += 2
            counters.lostOutbound += 1
            #expect(notice.text(counters, at: start + .seconds(second)) == nil)
        }
        let later = notice.text(counters, at: start + .seconds(10))
        #expect(later?.hasPrefix("18 received") == true && later?.contains("; 9 messages of ours") == true)
        #expect(notice.text(counters, at: start + .seconds(100)) == nil)
        counters.lostOutbound += 1
        #expect(notice.text(counters, at: start + .seconds(101), isLast: true)?.hasPrefix("1 messages of ours") == true)
    }

    /// Keeps what is logged.
    struct Recorder: LogHandler {
        final class Lines: Sendable {
            private let lines = Mutex<[String]>([])
            func add(_ line: String) { lines.withLock { $0.append(line) } }
            func contains(_ text: String) -> Bool { lines.withLock { $0.contains { $0.contains(text) } } }
        }

        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.warning

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.add("\(event.message)") }
    }

    @Test func whatARealClientDropsIsInItsLog() async throws {
        try await withBroker { broker in
            let lines = Recorder.Lines()
            var configuration = MQTTClient.Configuration(host: "127.0.0.1", port: try #require(await broker.port))
            configuration.credentials = MQTTCredentials(user: everything.user, password: everything.password)
            configuration.limits.inboundMessages = 10
            configuration.limits.payloadBytes = 1_000
            let logger = Logger(label: "recorder", factory: { _ in Recorder(lines: lines) })
            let receiver = try MQTTClient(configuration: configuration, logger: logger)
            try receiver.start()
            receiver.subscribe([filter("flood"): .atLeastOnce])
            #expect(await receiver.echoes())
            let sender = try await client(of: broker)
            #expect(await sender.isConnectedSoon())
            sender.publish(topic: "flood", payload: [UInt8](repeating: 1, count: 2_000))
            #expect(await eventually { lines.contains("1 received and dropped because they were too large") })
            for number in 0..<100 { sender.publish(topic: "flood", payload: [UInt8(number)]) }
            #expect(await eventually { receiver.counters.droppedInbound > 0 })
            #expect(
                await eventually(within: .seconds(20)) { lines.contains("because nobody took them in time") },
                "in the next notice at the latest")
            await sender.stop()
            await receiver.stop()
        }
    }
}
