// SPDX-License-Identifier: Apache-2.0

public import Logging

/// An MQTT 3.1.1 client that keeps itself connected.
///
///     publish() --> outbound queue --> +----------------+        +--------+
///                                      | session thread | <----> | broker |
///     takeBatch() <-- inbound queue <- +----------------+        +--------+
///
/// One thread owns libmosquitto and does everything that may block. Both queues are bounded; callers only ever touch
/// the queues, so no call here blocks, and all of them may be made from the closures too.
public final class MQTTClient: Sendable {
    private let session: MQTTSession

    /// A client that is not yet started.
    ///
    /// - Parameters:
    ///   - onMessages: called when the inbound queue was empty and no longer is; take the batch from elsewhere.
    ///   - onStateChange: called with each new state.
    ///
    /// Both run on the session's thread and must not block it.
    public init(
        configuration: Configuration,
        logger: Logger,
        onMessages: (@Sendable () -> Void)? = nil,
        onStateChange: (@Sendable (MQTTConnectionState) -> Void)? = nil
    ) throws(MQTTError) {
        try configuration.validate()
        session = try MQTTSession(
            configuration: configuration, logger: logger, onMessages: onMessages, onStateChange: onStateChange)
    }

    deinit { session.requestStop() }

    /// Begins to connect, and to connect again whenever that fails or ends, until `stop()`.
    public func start() throws(MQTTError) {
        try session.start()
    }

    /// Adds subscriptions. They are made now if there is a connection, and again at each connect.
    public func subscribe(_ filters: [MQTTTopicFilter: MQTTQoS]) {
        session.subscribe(filters)
    }

    /// Ends subscriptions.
    public func unsubscribe(_ filters: [MQTTTopicFilter]) {
        session.unsubscribe(filters)
    }

    /// Hands one message over to be sent, or says why it was not taken. Never blocks.
    @discardableResult
    public func publish(
        topic: String, payload: [UInt8], qos: MQTTQoS = .atLeastOnce, retain: Bool = false
    ) -> MQTTPublishOutcome {
        session.publish(MQTTMessage(topic: topic, payload: payload, qos: qos, isRetained: retain))
    }

    /// Everything received since the last call, in order; empty if nothing was.
    public func takeBatch() -> [MQTTMessage] {
        session.takeBatch()
    }

    /// The batches, none of them empty, until the client stops; the next at the earliest `batchInterval` after the one
    /// before. For one consumer; each message is in one batch only.
    public var batches: MQTTBatches { MQTTBatches(session: session) }

    /// Where the client stands.
    public var state: MQTTConnectionState { session.state }

    /// What it has seen.
    public var counters: MQTTCounters { session.counters }

    /// Asks for the end without waiting for it; may be called from the closures.
    public func requestStop() {
        session.requestStop()
    }

    /// Lets accepted messages leave (`drainTimeout` at most), says goodbye to the broker so that the will is not
    /// published, and waits until the thread has ended. May be called more than once.
    public func stop() async {
        await session.stop()
    }
}
