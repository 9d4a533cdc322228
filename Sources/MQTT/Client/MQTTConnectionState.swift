// SPDX-License-Identifier: Apache-2.0

/// Where a client stands.
///
///     stopped -> connecting -> connected -> waiting -> connecting ...  -> stopped
///                     \______________________/
public enum MQTTConnectionState: Hashable, Sendable {
    /// An attempt is under way: name, TCP, TLS or the broker's answer is awaited.
    case connecting
    /// The broker accepted this client.
    case connected
    /// The last attempt or connection ended for `reason`; the next attempt begins at `until`.
    case waiting(until: ContinuousClock.Instant, reason: MQTTConnectionFailure)
    /// Not started, or stopped for good.
    case stopped
}

/// Why an attempt failed or a connection ended.
public enum MQTTConnectionFailure: Error, Hashable, Sendable {
    /// The host name has no address.
    case nameNotResolved(host: String)
    /// No TCP connection came about.
    case unreachable(String)
    /// No common TLS ground: a certificate, a name or a version.
    case tlsFailed(String)
    /// The broker answered no; `code` is the CONNACK return code (5 = not authorised).
    case refused(code: Int, String)
    /// Nothing, or not all, was heard within the connect time-out.
    case timedOut(after: Duration)
    /// An established connection ended.
    case lost(String)
}

extension MQTTConnectionFailure: CustomStringConvertible {
    /// One line for a log.
    public var description: String {
        switch self {
        case .nameNotResolved(let host): "host name \(host) has no address"
        case .unreachable(let text): "broker out of reach: \(text)"
        case .tlsFailed(let text): "TLS failed: \(text)"
        case .refused(let code, let text): "broker refused (code \(code)): \(text)"
        case .timedOut(let limit): "no answer within \(limit)"
        case .lost(let text): "connection lost: \(text)"
        }
    }
}

/// What a client has seen since its start. All figures only grow.
public struct MQTTCounters: Hashable, Sendable {
    /// Accepted connections.
    public var connects = 0
    /// Connections that ended without being asked to.
    public var losses = 0
    /// Attempts that never became a connection.
    public var failedAttempts = 0
    /// Messages received and queued.
    public var received = 0
    /// Queued messages thrown away, the oldest first, because nobody took the batch in time.
    public var droppedInbound = 0
    /// Received messages thrown away because their payload was over the limit.
    public var oversizedInbound = 0
    /// Messages accepted by `publish`.
    public var accepted = 0
    /// Messages refused by `publish`.
    public var refused = 0
    /// Accepted messages that were written (QoS 0) or acknowledged (QoS 1).
    public var completed = 0
    /// Accepted messages that will not arrive: QoS 0 cut off by the end of the connection, anything left at the stop.
    public var lostOutbound = 0
    /// Filters the broker would not grant.
    public var refusedSubscriptions = 0
    /// The text of the last failure.
    public var lastError: String?
}
