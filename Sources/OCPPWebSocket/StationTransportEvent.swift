// SPDX-License-Identifier: Apache-2.0

/// What happens on the connections of a server or client.
///
/// For one connection: `.opened` first, then any number of `.text`, then `.closed` exactly once and nothing after it.
/// For one identity at a server: `.closed` of the old connection is delivered before `.opened` of the one that replaces
/// it, also when the two live on different event loops.
public enum StationTransportEvent: Sendable {
    /// The WebSocket is up; `connection` knows identity, subprotocol and remote address.
    case opened(StationConnection)
    /// One whole text message, unmasked, fragments joined, valid UTF-8.
    case text(StationConnection, [UInt8])
    /// The connection is of no more use: nothing arrives from it and `send` refuses. The socket itself may live on for
    /// the seconds of the closing handshake.
    case closed(StationConnection, StationCloseReason)
}

/// Why a connection ended.
public enum StationCloseReason: Hashable, Sendable {
    /// The peer sent a close frame; the code is absent where it gave none.
    case peer(code: CloseCode?, text: String)
    /// The owner of the handle called `close`.
    case local(CloseCode, text: String)
    /// A newer connection of the same identity came (1000).
    case replaced
    /// A frame or message beyond the size limit (1009).
    case oversize
    /// The peer broke the protocol: binary (1003), not UTF-8 (1007), unmasked or malformed frames (1002).
    case violation(CloseCode, detail: String)
    /// Nothing came in answer to a ping: a dead peer behind a socket that looks alive.
    case pongTimeout
    /// No text message for longer than the configured idle time (1008).
    case idle
    /// The peer does not read: more than the outbound limit waits for it.
    case slowReader
    /// The server shuts down (1001).
    case shutdown
    /// The socket ended without a close frame.
    case lost(detail: String)
}

/// Takes the events of a server or client.
public protocol StationTransportDelegate: Sendable {
    /// All events that one event loop read in one turn, in order, called on that loop's thread: it must not block, and
    /// the loop reads nothing more until it returns (this is the back-pressure). What it sends leaves in one write per
    /// connection when it returns. With several loops, calls come from several threads at once.
    func received(batch: [StationTransportEvent])
}
