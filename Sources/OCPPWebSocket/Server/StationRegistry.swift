// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The connections of a server by identity: at most one each, the newest. Also counts the sockets in their handshake.
final class StationRegistry: Sendable {
    private struct State {
        var connections: [String: StationConnection] = [:]
        var pendingHandshakes = 0
        var isClosed = false
        var lastID: UInt64 = 0
    }

    private let maximumConnections: Int
    private let maximumPendingHandshakes: Int
    private let state = Mutex(State())

    init(maximumConnections: Int, maximumPendingHandshakes: Int) {
        self.maximumConnections = maximumConnections
        self.maximumPendingHandshakes = maximumPendingHandshakes
    }

    /// False if too many are in their handshake, or the server is closing.
    func beginHandshake() -> Bool {
        state.withLock { state in
            guard !state.isClosed, state.pendingHandshakes < maximumPendingHandshakes else { return false }
            state.pendingHandshakes += 1
            return true
        }
    }

    func endHandshake() {
        state.withLock { $0.pendingHandshakes -= 1 }
    }

    /// Whether this identity may come in: a station that is here already may always replace itself, for its old socket
    /// is often dead and only takes the place.
    func hasRoom(for identity: String) -> Bool {
        state.withLock { state in
            !state.isClosed && (state.connections.count < maximumConnections || state.connections[identity] != nil)
        }
    }

    func nextID() -> UInt64 {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }

    enum Claim {
        /// The identity now belongs to the new connection; the predecessor is to be closed first.
        case granted(predecessor: StationConnection?)
        case closed
    }

    func claim(_ connection: StationConnection) -> Claim {
        state.withLock { state in
            guard !state.isClosed else { return .closed }
            return .granted(predecessor: state.connections.updateValue(connection, forKey: connection.identity))
        }
    }

    func release(_ connection: StationConnection) {
        state.withLock { state in
            if state.connections[connection.identity] === connection { state.connections[connection.identity] = nil }
        }
    }

    /// Lets nobody in from now on; returns who is here.
    func close() -> [StationConnection] {
        state.withLock { state in
            state.isClosed = true
            return Array(state.connections.values)
        }
    }

    var count: Int { state.withLock { $0.connections.count } }
    subscript(identity: String) -> StationConnection? { state.withLock { $0.connections[identity] } }
}
