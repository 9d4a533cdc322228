// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a server or client has counted since its start; only `openConnections` goes down again.
public struct TransportCounters: Hashable, Sendable {
    /// Stations connected now.
    public var openConnections = 0
    /// Handshakes refused with an HTTP status.
    public var refusedHandshakes = 0
    /// Sockets that ended or were closed before they had finished a handshake: time-outs, garbage, scans.
    public var failedHandshakes = 0
    /// Sockets closed at accept because too many were in their handshake.
    public var droppedSockets = 0
    /// Connections closed because a newer one of the same identity came.
    public var replacedConnections = 0
    /// Connections closed with 1009.
    public var oversizeMessages = 0
    /// Connections closed with 1002, 1003 or 1007.
    public var protocolViolations = 0
    /// Connections closed because nothing answered a ping.
    public var pongTimeouts = 0
    /// Connections closed for want of text messages.
    public var idleTimeouts = 0
    /// Connections closed because the peer did not read.
    public var slowReaders = 0
    /// WebSocket frames received, control frames included.
    public var framesIn = 0
    /// Text frames sent.
    public var framesOut = 0
}

/// The counters while they run: relaxed atomics, because each is only a sum.
final class TransportMeters: Sendable {
    enum Counter: Int, CaseIterable {
        case refusedHandshakes, failedHandshakes, droppedSockets, replacedConnections, oversizeMessages
        case protocolViolations, pongTimeouts, idleTimeouts, slowReaders, framesIn, framesOut
    }

    /// A class per counter: an atomic can live in neither an array nor a tuple.
    private final class Cell: Sendable {
        let value = Atomic<Int>(0)
    }
    private let cells = Counter.allCases.map { _ in Cell() }

    func add(_ counter: Counter, _ amount: Int = 1) {
        cells[counter.rawValue].value.wrappingAdd(amount, ordering: .relaxed)
    }

    func snapshot(openConnections: Int) -> TransportCounters {
        func read(_ counter: Counter) -> Int { cells[counter.rawValue].value.load(ordering: .relaxed) }
        return TransportCounters(
            openConnections: openConnections, refusedHandshakes: read(.refusedHandshakes),
            failedHandshakes: read(.failedHandshakes), droppedSockets: read(.droppedSockets),
            replacedConnections: read(.replacedConnections), oversizeMessages: read(.oversizeMessages),
            protocolViolations: read(.protocolViolations), pongTimeouts: read(.pongTimeouts),
            idleTimeouts: read(.idleTimeouts), slowReaders: read(.slowReaders), framesIn: read(.framesIn),
            framesOut: read(.framesOut))
    }
}
