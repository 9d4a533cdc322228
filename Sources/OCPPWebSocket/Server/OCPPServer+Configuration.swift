// SPDX-License-Identifier: Apache-2.0

import NIOCore

extension OCPPServer {
    /// Where the server listens, whom it speaks to and what it allows. The defaults are for the open Internet.
    public struct Configuration: Sendable {
        /// Name or address to bind.
        public var host: String
        /// TCP port; 0 takes a free one, see `OCPPServer.port`.
        public var port: Int
        /// Absent: plain `ws://` (OCPP security profiles 0 and 1).
        public var tls: TLS?
        /// More ports at the same host, each for a security profile of its own; a station that comes by another port
        /// replaces its connection all the same.
        public var furtherListeners: [Listener] = []
        /// What comes before the identity in the path; begins and ends with `/`.
        public var pathPrefix = "/ocpp/"
        /// The subprotocols we speak, best first: our order decides, not the station's.
        public var subprotocols: [String]
        /// Largest frame and largest whole message; beyond it 1009. A composite schedule or a full configuration is
        /// some tens of KiB.
        public var maximumMessageBytes = 256 * 1024
        /// Most bytes waiting for a peer that does not read; beyond it the connection is closed.
        public var maximumOutboundBytes = 1024 * 1024
        /// Most stations at a time. Below the process's limit of descriptors, or accepting stalls.
        public var maximumConnections = 10_000
        /// Most sockets in their handshake at a time; more are closed at accept. What a scan can hold is this many.
        public var maximumPendingHandshakes = 1024
        /// From accept to the finished upgrade, TLS included.
        public var handshakeTimeout = Duration.seconds(10)
        /// From one ping to the next; absent: no pings. Stations are behind NAT that forgets in a minute. A pong
        /// time-out longer than this stretches it.
        public var pingInterval: Duration? = .seconds(30)
        /// From a ping to any frame.
        public var pongTimeout = Duration.seconds(20)
        /// Longest time without a text message, looked at with each ping; absent: unlimited, for OCPP has its own
        /// heartbeat, whose interval only the session knows.
        public var idleTimeout: Duration?
        /// From our close frame to the peer's answer.
        public var closeTimeout = Duration.seconds(2)
        /// Length of the kernel's queue of connections not yet accepted: a feeder's stations come back all at once.
        public var backlog = 4096
        /// Threads that read and write. One carries some 50,000 messages a second, and two cost a fifth more CPU each.
        public var eventLoopThreads = 1

        /// A server that speaks these subprotocols, by default on a free loopback port, without TLS.
        public init(host: String = "127.0.0.1", port: Int = 0, tls: TLS? = nil, subprotocols: [String] = ["ocpp1.6"]) {
            self.host = host
            self.port = port
            self.tls = tls
            self.subprotocols = subprotocols
        }
    }

    /// A port of the server, and what is spoken there.
    public struct Listener: Sendable {
        /// TCP port; 0 takes a free one, see `OCPPServer.ports`.
        public var port: Int
        /// Absent: plain `ws://`.
        public var tls: TLS?

        /// A port with TLS or without.
        public init(port: Int = 0, tls: TLS? = nil) {
            self.port = port
            self.tls = tls
        }

        /// One port speaks one security profile.
        public var securityProfile: SecurityProfile {
            guard let tls else { return .basic }
            return tls.clientAuthorityFile == nil ? .tls : .mutualTLS
        }
    }

    /// Files for `wss://` (OCPP security profile 2, or 3 with client certificates); all PEM.
    public struct TLS: Sendable {
        /// Server certificate, followed by its intermediates.
        public var certificateChainFile: String
        /// Its private key.
        public var privateKeyFile: String
        /// If given, every station must show a certificate of this authority.
        public var clientAuthorityFile: String?

        /// TLS 1.2 or later with these files.
        public init(certificateChainFile: String, privateKeyFile: String, clientAuthorityFile: String? = nil) {
            self.certificateChainFile = certificateChainFile
            self.privateKeyFile = privateKeyFile
            self.clientAuthorityFile = clientAuthorityFile
        }
    }
}

/// Why a server could not start.
public enum OCPPServerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A setting makes no sense.
    case configuration(setting: String, reason: String)
    /// Certificate, key or authority cannot be read or do not fit.
    case certificate(file: String, reason: String)
    /// The address cannot be bound.
    case bind(host: String, port: Int, reason: String)

    /// For a log or terminal line: what, where, why.
    public var description: String {
        switch self {
        case .configuration(let setting, let reason): "OCPP server: \(setting): \(reason)"
        case .certificate(let file, let reason): "OCPP server: \(file): \(reason)"
        case .bind(let host, let port, let reason): "OCPP server: cannot listen on \(host):\(port): \(reason)"
        }
    }
}

extension OCPPServer.Configuration {
    /// Every port, the first one first.
    var listeners: [OCPPServer.Listener] { [OCPPServer.Listener(port: port, tls: tls)] + furtherListeners }

    var limits: ConnectionLimits {
        ConnectionLimits(
            maximumMessageBytes: maximumMessageBytes, maximumOutboundBytes: maximumOutboundBytes,
            pingInterval: pingInterval.map { TimeAmount($0) }, pongTimeout: TimeAmount(pongTimeout),
            idleTimeout: idleTimeout.map { TimeAmount($0) }, closeTimeout: TimeAmount(closeTimeout))
    }

    func validate() throws(OCPPServerError) {
        func require(_ holds: Bool, _ setting: String, _ reason: String) throws(OCPPServerError) {
            guard holds else { throw .configuration(setting: setting, reason: reason) }
        }
        for port in listeners.map(\.port) {
            try require((0...65_535).contains(port), "port", "\(port) is outside 0...65535")
        }
        try require(
            Set(listeners.map(\.securityProfile)).count == listeners.count, "furtherListeners",
            "one security profile has several ports")
        try require(
            pathPrefix.hasPrefix("/") && pathPrefix.hasSuffix("/"), "pathPrefix",
            "'\(pathPrefix)' must begin and end with /")
        try require(!subprotocols.isEmpty, "subprotocols", "none given")
        try require(
            (125...(1 << 30)).contains(maximumMessageBytes), "maximumMessageBytes",
            "\(maximumMessageBytes) is outside 125...2^30")
        try require(maximumOutboundBytes > 0, "maximumOutboundBytes", "\(maximumOutboundBytes) is not positive")
        try require(maximumConnections > 0, "maximumConnections", "\(maximumConnections) is not positive")
        try require(
            maximumPendingHandshakes > 0, "maximumPendingHandshakes", "\(maximumPendingHandshakes) is not positive")
        try require((1...64).contains(eventLoopThreads), "eventLoopThreads", "\(eventLoopThreads) is outside 1...64")
        try require((1...65_535).contains(backlog), "backlog", "\(backlog) is outside 1...65535")
        for (name, duration) in [
            ("handshakeTimeout", handshakeTimeout), ("pingInterval", pingInterval), ("pongTimeout", pongTimeout),
            ("idleTimeout", idleTimeout), ("closeTimeout", closeTimeout),
        ] {
            guard let duration else { continue }
            try require(duration > .zero && duration <= .seconds(86_400), name, "\(duration) is outside 0...1 day")
        }
    }
}
