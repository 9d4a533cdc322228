// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import MQTT
import TestSupport

/// The users of most tests: one that may do all, one that may only use its own prefix.
let everything = BrokerAccess(
    user: "gateway", password: "gateway-secret", rules: [BrokerRule(.readWrite, filter("#"))])
let siteA = BrokerAccess(
    user: "site a", password: "a-secret",
    rules: [BrokerRule(.write, filter("site/a/telemetry")), BrokerRule(.read, filter("site/a/setpoint"))])

/// A filter that is valid.
func filter(_ text: String) -> MQTTTopicFilter {
    guard let filter = try? MQTTTopicFilter(text) else { preconditionFailure("not a filter: \(text)") }
    return filter
}

var testLogger: Logger {
    var logger = Logger(label: "test")
    logger.logLevel = ProcessInfo.processInfo.environment["MQTT_TEST_LOG"] == nil ? .critical : .trace
    return logger
}

/// Runs `body` with a real broker on a port of its own.
func withBroker(
    accesses: [BrokerAccess] = [everything, siteA],
    adjusting adjust: (inout EmbeddedBroker.Configuration) -> Void = { _ in },
    _ body: (EmbeddedBroker) async throws -> Void
) async throws {
    try await withTemporaryFolder { directory in
        var configuration = EmbeddedBroker.Configuration(runtimeDirectory: directory + "/broker")
        adjust(&configuration)
        let broker = EmbeddedBroker(configuration: configuration, accesses: accesses, logger: testLogger)
        try await broker.start()
        do {
            try await body(broker)
        } catch {
            await broker.stop()
            throw error
        }
        await broker.stop()
    }
}

/// A started client of `broker`, quick to come back.
func client(
    of broker: EmbeddedBroker, as access: BrokerAccess = everything,
    adjusting adjust: (inout MQTTClient.Configuration) -> Void = { _ in }
) async throws -> MQTTClient {
    try client(port: await broker.port ?? 0, as: access, adjusting: adjust)
}

/// A started client of whatever listens on `port`.
func client(
    port: Int, as access: BrokerAccess = everything,
    adjusting adjust: (inout MQTTClient.Configuration) -> Void = { _ in }
) throws -> MQTTClient {
    var configuration = MQTTClient.Configuration(host: "127.0.0.1", port: port)
    configuration.credentials = MQTTCredentials(user: access.user, password: access.password)
    configuration.minimumReconnectDelay = .milliseconds(200)
    configuration.connectTimeout = .seconds(3)
    adjust(&configuration)
    let client = try MQTTClient(configuration: configuration, logger: testLogger)
    try client.start()
    return client
}

extension MQTTClient {
    /// Waits until the broker has accepted the client.
    func isConnectedSoon() async -> Bool {
        await eventually { state == .connected }
    }

    /// Takes batches until `count` messages are there or time is up.
    func collect(_ count: Int, within limit: Duration = .seconds(10)) async -> [MQTTMessage] {
        var messages: [MQTTMessage] = []
        _ = await eventually(within: limit) {
            messages += takeBatch()
            return messages.count >= count
        }
        return messages
    }

    /// The reason of the pause, if the client is in one.
    var failure: MQTTConnectionFailure? {
        if case .waiting(_, let reason) = state { reason } else { nil }
    }

    /// Waits until one message to a topic of its own has come back, which shows that the subscriptions asked for so far
    /// stand: subscriptions and messages go to the broker in order.
    func echoes(_ topic: String = "echo") async -> Bool {
        subscribe([filter(topic): .atLeastOnce])
        let text = Array(UUID().uuidString.utf8)
        guard await eventually({ publish(topic: topic, payload: text) == .accepted }) else { return false }
        return await eventually { takeBatch().contains { $0.topic == topic && $0.payload == text } }
    }
}
