// SPDX-License-Identifier: Apache-2.0

import CMosquitto
import Glibc
import Logging

/// The body of a session's thread: connect, serve the connection until it ends, wait, again.
///
/// The library's own thread (`mosquitto_loop_start`) is not used: it gives up for good on some errors, is silent about
/// a failed TLS handshake, and sleeps in `pselect`, which refuses every descriptor above 1023, so that a gateway with a
/// thousand open stations could not connect again. Here each outcome is a return code, and `poll` has no such bound.
final class MQTTLoop {
    /// Packets read in one go before anything else gets its turn.
    private static let packetsPerTurn = 64
    /// The keep-alive needs a look about once a second.
    private static let longestSleep: Duration = .seconds(1)

    let session: MQTTSession
    let library: OpaquePointer
    var transit = OutboundTransit()
    var received: [MQTTMessage] = []
    var oversized = 0
    var losses = LossNotice()
    var subscribing: [Int32: [MQTTTopicFilter]] = [:]
    /// The broker's answer to the current attempt.
    var connectAnswer: Int32?
    /// What the library logged last as an error during the current attempt.
    var libraryComplaint: String?

    private let clock = ContinuousClock()
    private var isConnected = false

    init(session: MQTTSession, library: MosquittoHandle) {
        self.session = session
        self.library = library.pointer
    }

    func run() {
        installCallbacks()
        let configuration = session.configuration
        var delay = ReconnectDelay(
            minimum: configuration.minimumReconnectDelay, maximum: configuration.maximumReconnectDelay)
        while !session.mustStop {
            session.enter(.connecting)
            var connectedAt: ContinuousClock.Instant?
            guard let failure = serveOneConnection(connectedAt: &connectedAt) else { break }
            let now = clock.now
            record(failure, wasConnected: connectedAt != nil)
            let until = now + delay.next(afterConnectionOf: connectedAt.map { now - $0 } ?? .zero)
            session.enter(.waiting(until: until, reason: failure))
            settleOutbound()
            wait(until: until)
        }
        sayGoodbye()
        mosquitto_destroy(library)
        session.ended()
    }

    // MARK: One connection

    /// Serves one attempt and what comes of it. Nil when the session is to stop.
    private func serveOneConnection(connectedAt: inout ContinuousClock.Instant?) -> MQTTConnectionFailure? {
        let configuration = session.configuration
        let deadline = clock.now + configuration.connectTimeout
        connectAnswer = nil
        libraryComplaint = nil
        listenToComplaints(true)
        let code = mosquitto_connect_async(
            library, configuration.host, Int32(configuration.port), Int32(configuration.keepAlive.components.seconds))
        guard code == 0 else { return failure(code, errno) }
        while !session.mustStop {
            let remaining = connectedAt == nil ? deadline - clock.now : Self.longestSleep
            guard remaining > .zero else {
                closeSocket()
                return .timedOut(after: configuration.connectTimeout)
            }
            let (code, systemCode) = turn(sleepingAtMost: min(remaining, Self.longestSleep))
            if connectAnswer == 0, connectedAt == nil, code == 0 {
                connectedAt = clock.now
                becomeConnected()
            }
            guard code == 0, mosquitto_socket(library) >= 0 else { return failure(code, systemCode) }
        }
        return nil
    }

    private func becomeConnected() {
        isConnected = true
        // With a log callback the library formats a line for every packet: only an attempt is worth that.
        listenToComplaints(false)
        session.count { $0.connects += 1 }
        apply(session.takeSubscriptions())
        session.enter(.connected)
        obeyOtherThreads()
    }

    /// Sleeps until the socket or another thread has something, then does it. Answers the library's code and `errno`.
    private func turn(sleepingAtMost limit: Duration) -> (code: Int32, systemCode: Int32) {
        let socket = mosquitto_socket(library)
        let events = Int16(POLLIN) | (mosquitto_want_write(library) ? Int16(POLLOUT) : 0)
        var descriptors = (
            pollfd(fd: socket, events: events, revents: 0),
            pollfd(fd: session.wakeUp.descriptor, events: Int16(POLLIN), revents: 0)
        )
        withUnsafeMutableBytes(of: &descriptors) { bytes in
            _ = poll(bytes.assumingMemoryBound(to: pollfd.self).baseAddress, 2, limit.pollMilliseconds)
        }
        if descriptors.1.revents != 0 { obeyOtherThreads() }
        errno = 0
        var code: Int32 = 0
        if descriptors.0.revents & ~Int16(POLLOUT) != 0 { code = read() }
        if code == 0, mosquitto_want_write(library) { code = mosquitto_loop_write(library, 1) }
        if code == 0 { code = mosquitto_loop_misc(library) }
        let systemCode = errno
        handOver()
        return (code, systemCode)
    }

    /// Reads on as long as messages come: one `poll` then serves many of them.
    private func read() -> Int32 {
        for _ in 0..<Self.packetsPerTurn {
            let before = received.count
            let code = mosquitto_loop_read(library, 1)
            guard code == 0, received.count > before else { return code }
        }
        return 0
    }

    /// Gives to the other threads what this turn brought.
    private func handOver() {
        if !received.isEmpty { session.deliver(&received) }
        if oversized > 0 {
            session.count { $0.oversizedInbound += oversized }
            oversized = 0
        }
        sayLosses()
        if let done = transit.takeCompleted() {
            session.release(messages: done.messages, bytes: done.bytes, isLost: false)
        }
    }

    private func obeyOtherThreads() {
        session.wakeUp.clear()
        guard isConnected else { return }
        let work = session.takeWork()
        apply(work.subscriptions)
        for message in work.messages { send(message) }
    }

    // MARK: The end of a connection

    private func record(_ failure: MQTTConnectionFailure, wasConnected: Bool) {
        isConnected = false
        subscribing = [:]
        session.count { counters in
            if wasConnected { counters.losses += 1 } else { counters.failedAttempts += 1 }
            counters.lastError = failure.description
        }
        session.logger.warning("MQTT \(session.configuration.host):\(session.configuration.port): \(failure)")
    }

    /// The library forgets unwritten QoS 0 packets with the connection and keeps QoS 1 to send again; so do we. Comes
    /// after the state has changed, so that nothing is accepted behind it.
    private func settleOutbound() {
        let lost = transit.connectionEnded()
        session.release(messages: lost.messages, bytes: lost.bytes, isLost: true)
        session.dropWaitingOutbound(keepingQoS1: true)
        sayLosses()
    }

    private func sayLosses(isLast: Bool = false) {
        guard let text = losses.text(session.counters, at: clock.now, isLast: isLast) else { return }
        session.logger.warning("MQTT \(session.configuration.host):\(session.configuration.port): \(text)")
    }

    private func wait(until deadline: ContinuousClock.Instant) {
        while !session.mustStop, case let remaining = deadline - clock.now, remaining > .zero {
            var descriptor = pollfd(fd: session.wakeUp.descriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&descriptor, 1, remaining.pollMilliseconds)
            session.wakeUp.clear()
        }
    }

    /// Ends a socket the library would go on waiting for; it notices at its next read.
    private func closeSocket() {
        let socket = mosquitto_socket(library)
        guard socket >= 0 else { return }
        shutdown(socket, Int32(SHUT_RDWR))
        _ = mosquitto_loop_read(library, 1)
    }

    /// Lets accepted messages leave, then disconnects properly, so that the broker does not publish the will.
    private func sayGoodbye() {
        let deadline = clock.now + session.configuration.drainTimeout
        func served(while condition: () -> Bool) {
            while isConnected, condition(), clock.now < deadline, mosquitto_socket(library) >= 0 {
                obeyOtherThreads()
                isConnected = turn(sleepingAtMost: .milliseconds(10)).code == 0
            }
        }
        served { session.hasWaitingOutbound || !transit.isEmpty }
        if isConnected { mosquitto_disconnect(library) }
        served { true }
        handOver()
        let lost = transit.abandon()
        session.release(messages: lost.messages, bytes: lost.bytes, isLost: true)
        session.dropWaitingOutbound(keepingQoS1: false)
        sayLosses(isLast: true)
    }

    private func failure(_ code: Int32, _ systemCode: Int32) -> MQTTConnectionFailure {
        ConnectionEnd(
            code: code, systemCode: systemCode, wasConnected: isConnected, connectAnswer: connectAnswer,
            complaint: libraryComplaint, configuration: session.configuration
        ).failure
    }
}

extension Duration {
    /// For `poll`: rounded up, so that a short rest does not become a busy loop.
    fileprivate var pollMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        return Int32(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
