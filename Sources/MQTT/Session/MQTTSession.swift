// SPDX-License-Identifier: Apache-2.0

import CMosquitto
import Logging
import Synchronization

/// What the callers of a client and its thread share: the queues, the wishes and the state, each behind a lock that is
/// held for some copies only and never while foreign code runs.
final class MQTTSession: Sendable {
    /// How much longer than its drain time-out a stop may take. A thread caught in a name look-up (libc has no way out
    /// of one) is left to end by itself.
    static let stopGrace: Duration = .milliseconds(500)

    let configuration: MQTTClient.Configuration
    let logger: Logger
    let wakeUp: WakeUp
    let arrivals: AsyncStream<Void>

    private let arrivalsContinuation: AsyncStream<Void>.Continuation
    private let onMessages: (@Sendable () -> Void)?
    private let onStateChange: (@Sendable (MQTTConnectionState) -> Void)?
    private let inbound: Mutex<InboundQueue>
    private let control: Mutex<Control>

    private struct Control {
        enum Phase { case idle, running, stopping, ended }

        var phase = Phase.idle
        var state = MQTTConnectionState.stopped
        var counters = MQTTCounters()
        var outbound: OutboundQueue
        var subscriptions: [MQTTTopicFilter: MQTTQoS] = [:]
        var changes = SubscriptionChanges()
        var stopWaiters: [CheckedContinuation<Void, Never>] = []

        mutating func admit(_ message: MQTTMessage) -> MQTTPublishOutcome {
            guard phase == .running else { return .refused(.notRunning) }
            guard state == .connected else { return .refused(.notConnected) }
            return outbound.append(message)
        }
    }

    init(
        configuration: MQTTClient.Configuration,
        logger: Logger,
        onMessages: (@Sendable () -> Void)?,
        onStateChange: (@Sendable (MQTTConnectionState) -> Void)?
    ) throws(MQTTError) {
        let limits = configuration.limits
        self.configuration = configuration
        self.logger = logger
        self.onMessages = onMessages
        self.onStateChange = onStateChange
        wakeUp = try WakeUp()
        (arrivals, arrivalsContinuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        inbound = Mutex(
            InboundQueue(maximumMessages: limits.inboundMessages, maximumBytes: limits.inboundBytes))
        control = Mutex(
            Control(
                outbound: OutboundQueue(
                    maximumMessages: limits.outboundMessages, maximumBytes: limits.outboundBytes)))
    }
}

// MARK: - Called by anyone

extension MQTTSession {
    var state: MQTTConnectionState { control.withLock { $0.state } }

    var counters: MQTTCounters {
        var counters = control.withLock { $0.counters }
        inbound.withLock {
            counters.received = $0.received
            counters.droppedInbound = $0.dropped
        }
        return counters
    }

    func start() throws(MQTTError) {
        let isFirst = control.withLock { control in
            defer { if control.phase == .idle { control.phase = .running } }
            return control.phase == .idle
        }
        guard isFirst else { throw .alreadyStarted }
        do {
            let library = try MosquittoHandle(configuration)
            try BackgroundThread.start(name: "mqtt-client") { MQTTLoop(session: self, library: library).run() }
        } catch {
            ended()
            throw error
        }
    }

    func subscribe(_ filters: [MQTTTopicFilter: MQTTQoS]) {
        control.withLock { control in
            control.subscriptions.merge(filters) { _, new in new }
            control.changes.subscribe(filters)
        }
        wakeUp.signal()
    }

    func unsubscribe(_ filters: [MQTTTopicFilter]) {
        control.withLock { control in
            for filter in filters { control.subscriptions[filter] = nil }
            control.changes.unsubscribe(filters)
        }
        wakeUp.signal()
    }

    func publish(_ message: MQTTMessage) -> MQTTPublishOutcome {
        let defect = refusal(of: message)
        let (outcome, wakes) = control.withLock { control -> (MQTTPublishOutcome, Bool) in
            let wasEmpty = control.outbound.waiting.isEmpty
            let outcome = defect.map { .refused($0) } ?? control.admit(message)
            if outcome == .accepted { control.counters.accepted += 1 } else { control.counters.refused += 1 }
            return (outcome, wasEmpty && outcome == .accepted)
        }
        if wakes { wakeUp.signal() }
        return outcome
    }

    func takeBatch() -> [MQTTMessage] {
        inbound.withLock { $0.take() }
    }

    func requestStop() {
        let wasIdle = control.withLock { control in
            defer { if control.phase == .running { control.phase = .stopping } }
            return control.phase == .idle
        }
        if wasIdle { ended() } else { wakeUp.signal() }
    }

    func stop() async {
        requestStop()
        let limit = configuration.drainTimeout + Self.stopGrace
        let watch = Task {
            try await Task.sleep(for: limit)
            logger.warning("MQTT thread still in a name look-up; it ends by itself")
            resumeStopWaiters()
        }
        await withCheckedContinuation { waiter in
            let isOver = control.withLock { control in
                if control.phase != .ended { control.stopWaiters.append(waiter) }
                return control.phase == .ended
            }
            if isOver { waiter.resume() }
        }
        watch.cancel()
    }

    private func refusal(of message: MQTTMessage) -> MQTTPublishOutcome.Refusal? {
        let limit = configuration.limits.payloadBytes
        guard message.payload.count <= limit else {
            return .payloadTooLarge(bytes: message.payload.count, limit: limit)
        }
        do {
            try MQTTTopic.validate(name: message.topic)
            return nil
        } catch {
            return .invalidTopic(error)
        }
    }

    private func resumeStopWaiters() {
        let waiters = control.withLock { control in
            defer { control.stopWaiters = [] }
            return control.stopWaiters
        }
        for waiter in waiters { waiter.resume() }
    }
}

// MARK: - Called by the session's thread

extension MQTTSession {
    var mustStop: Bool { control.withLock { $0.phase != .running } }

    func enter(_ state: MQTTConnectionState) {
        let changed = control.withLock { control in
            defer { control.state = state }
            return control.state != state
        }
        guard changed else { return }
        logger.debug("MQTT \(configuration.host):\(configuration.port) \(state)")
        onStateChange?(state)
    }

    func count(_ change: (inout MQTTCounters) -> Void) {
        control.withLock { change(&$0.counters) }
    }

    /// Queues received messages and wakes the consumer if the queue was empty.
    func deliver(_ batch: inout [MQTTMessage]) {
        guard inbound.withLock({ $0.append(&batch) }) else { return }
        arrivalsContinuation.yield()
        onMessages?()
    }

    var hasWaitingOutbound: Bool { control.withLock { !$0.outbound.waiting.isEmpty } }

    func release(messages: Int, bytes: Int, isLost: Bool) {
        control.withLock { control in
            control.outbound.release(messages: messages, bytes: bytes)
            if isLost { control.counters.lostOutbound += messages } else { control.counters.completed += messages }
        }
    }

    /// Gives up what waits and may be lost, or all.
    func dropWaitingOutbound(keepingQoS1: Bool) {
        control.withLock { $0.counters.lostOutbound += $0.outbound.dropWaiting(keepingQoS1: keepingQoS1) }
    }

    /// All subscriptions, for a new connection.
    func takeSubscriptions() -> SubscriptionChanges {
        control.withLock { control in
            control.changes = SubscriptionChanges()
            var all = SubscriptionChanges()
            all.subscribe(control.subscriptions)
            return all
        }
    }

    /// What there is to do on a connection. Both parts are taken under one lock, and the subscriptions are made first:
    /// so a message is never sent ahead of a subscription that was asked for before it.
    func takeWork() -> (subscriptions: SubscriptionChanges, messages: [MQTTMessage]) {
        control.withLock { control in
            defer { control.changes = SubscriptionChanges() }
            return (control.changes, control.outbound.takeWaiting())
        }
    }

    /// The last act of the thread.
    func ended() {
        control.withLock { $0.phase = .ended }
        enter(.stopped)
        arrivalsContinuation.finish()
        resumeStopWaiters()
    }
}

/// Subscriptions to make and to end, the latest wish for each filter.
struct SubscriptionChanges {
    private(set) var added: [MQTTTopicFilter: MQTTQoS] = [:]
    private(set) var removed: Set<MQTTTopicFilter> = []

    var isEmpty: Bool { added.isEmpty && removed.isEmpty }

    mutating func subscribe(_ filters: [MQTTTopicFilter: MQTTQoS]) {
        added.merge(filters) { _, new in new }
        removed.subtract(filters.keys)
    }

    mutating func unsubscribe(_ filters: [MQTTTopicFilter]) {
        for filter in filters { added[filter] = nil }
        removed.formUnion(filters)
    }
}
