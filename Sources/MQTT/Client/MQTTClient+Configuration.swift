// SPDX-License-Identifier: Apache-2.0

import Glibc

extension MQTTClient {
    /// Everything a client is told; checked once, by `start()`.
    public struct Configuration: Sendable {
        /// Name or address of the broker. A name is looked up at each attempt.
        public var host: String
        /// TCP port of the broker.
        public var port: Int
        /// Unique at the broker: a second client with the same one throws the first one out. Random unless given, so
        /// that nobody can do that on purpose.
        public var clientID: String
        /// User and password, if the broker wants them.
        public var credentials: MQTTCredentials?
        /// How to encrypt; absent is plain TCP.
        public var tls: MQTTTLS?
        /// What the broker shall publish when this client vanishes.
        public var will: MQTTMessage?
        /// How long the connection may be silent before it is probed; twice that and it is lost. At least 5 s.
        public var keepAlive: Duration = .seconds(15)
        /// How long one attempt may take from name look-up to the broker's answer.
        public var connectTimeout: Duration = .seconds(10)
        /// The pause after the first failure; it doubles with each further one ...
        public var minimumReconnectDelay: Duration = .milliseconds(500)
        /// ... up to this.
        public var maximumReconnectDelay: Duration = .seconds(30)
        /// How long `stop()` lets accepted messages leave.
        public var drainTimeout: Duration = .milliseconds(500)
        /// The shortest time between two of `batches`: under load, how many wake-ups there are, and how old a message
        /// may get. (Without it each few messages wake a task, which doubles the cost of receiving them.)
        public var batchInterval: Duration = .milliseconds(5)
        /// Bounds of what may wait.
        public var limits = Limits()

        /// A configuration with everything else at its default.
        public init(host: String, port: Int = 1883, clientID: String? = nil) {
            self.host = host
            self.port = port
            self.clientID = clientID ?? Self.randomClientID()
        }

        private static func randomClientID() -> String {
            var generator = SystemRandomNumberGenerator()
            return "headroom-" + String(generator.next(), radix: 36) + String(generator.next(), radix: 36)
        }
    }

    /// Bounds of the queues. Beyond them something is dropped or refused, and counted.
    public struct Limits: Sendable {
        /// Received messages that wait to be taken: some seconds of 10,000 sites. Beyond it the oldest go, because in
        /// telemetry the newest value is the one that counts.
        public var inboundMessages = 100_000
        /// Topic and payload bytes of the same.
        public var inboundBytes = 64 << 20
        /// Published messages not yet written or acknowledged; below the 65,535 packet identifiers there are.
        public var outboundMessages = 20_000
        /// Topic and payload bytes of the same.
        public var outboundBytes = 16 << 20
        /// Largest payload taken in either direction.
        public var payloadBytes = 1 << 20

        /// The defaults above.
        public init() {}
    }
}

/// A user name and its password; the password does not appear in a description.
public struct MQTTCredentials: Hashable, Sendable, CustomStringConvertible {
    /// The user name.
    public let user: String
    /// The password.
    public let password: String

    /// Credentials from their parts.
    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    /// The user only.
    public var description: String { "user \(user)" }
}

/// How a client trusts a broker, and shows itself to it.
public struct MQTTTLS: Hashable, Sendable {
    /// Whose signature under the broker's certificate counts.
    public enum Authority: Hashable, Sendable {
        /// A PEM file with one or more certificates.
        case file(String)
        /// A folder of hashed PEM files, for example `/etc/ssl/certs`.
        case directory(String)
    }

    /// A client certificate and its private key, both PEM; the key without a pass-phrase.
    public struct Identity: Hashable, Sendable {
        /// Path of the certificate (chain).
        public let certificateFile: String
        /// Path of the private key.
        public let keyFile: String

        /// An identity from its two files.
        public init(certificateFile: String, keyFile: String) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
        }
    }

    /// Whose signature counts.
    public var authority: Authority
    /// Shown to the broker if it asks.
    public var identity: Identity?
    /// Skips the check that the certificate is made out to the host connected to. Anyone with a certificate of the same
    /// authority can then pose as the broker: for tests and for lines where that is known and accepted.
    public var insecurelySkipsHostNameCheck = false

    /// TLS with the host name checked.
    public init(authority: Authority, identity: Identity? = nil) {
        self.authority = authority
        self.identity = identity
    }
}

extension MQTTClient.Configuration {
    func validate() throws(MQTTError) {
        try require(!host.isEmpty && !host.utf8.contains(0), "host", host, "is not a host name")
        try require((1...65_535).contains(port), "port", "\(port)", "is not in 1...65535")
        try require(
            !clientID.isEmpty && clientID.utf8.count <= MQTTTopic.maximumBytes, "clientID", clientID,
            "must have 1 to 65535 bytes")
        try require(
            (5...65_535).contains(keepAlive.components.seconds), "keepAlive", "\(keepAlive)", "is not in 5...65535 s")
        try require(
            minimumReconnectDelay > .zero && minimumReconnectDelay <= maximumReconnectDelay, "minimumReconnectDelay",
            "\(minimumReconnectDelay)", "must be positive and not above maximumReconnectDelay")
        try require(connectTimeout > .zero, "connectTimeout", "\(connectTimeout)", "must be positive")
        try require(
            (1...60_000).contains(limits.outboundMessages), "limits.outboundMessages", "\(limits.outboundMessages)",
            "is not in 1...60000")
        try require(
            limits.inboundMessages > 0 && limits.inboundBytes > 0 && limits.outboundBytes > 0, "limits", "\(limits)",
            "must be positive")
        try require(
            (1...268_435_455).contains(limits.payloadBytes), "limits.payloadBytes", "\(limits.payloadBytes)",
            "is not in 1...268435455")
        if let will { try validate(will: will) }
        for (field, file) in tls?.files ?? [] {
            try require(access(file, R_OK) == 0, field, file, systemErrorText(errno))
        }
    }

    private func validate(will: MQTTMessage) throws(MQTTError) {
        do {
            try MQTTTopic.validate(name: will.topic)
        } catch {
            throw .invalidConfiguration(field: "will.topic", value: will.topic, reason: error.reason.rawValue)
        }
        try require(
            will.payload.count <= min(limits.payloadBytes, MQTTTopic.maximumBytes), "will.payload",
            "\(will.payload.count) bytes", "is over the limit")
    }

    private func require(
        _ holds: Bool, _ field: String, _ value: String, _ reason: @autoclosure () -> String
    ) throws(MQTTError) {
        guard holds else { throw .invalidConfiguration(field: field, value: value, reason: reason()) }
    }
}

extension MQTTTLS {
    fileprivate var files: [(field: String, path: String)] {
        var files: [(field: String, path: String)] = []
        switch authority {
        case .file(let path), .directory(let path): files.append(("tls.authority", path))
        }
        if let identity {
            files.append(("tls.identity.certificateFile", identity.certificateFile))
            files.append(("tls.identity.keyFile", identity.keyFile))
        }
        return files
    }
}
