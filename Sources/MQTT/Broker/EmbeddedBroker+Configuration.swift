// SPDX-License-Identifier: Apache-2.0

extension EmbeddedBroker {
    /// Where the broker listens and what it bounds.
    public struct Configuration: Sendable {
        /// A folder for the broker's files, made if it is absent (its parent must be there). One broker per folder.
        public var runtimeDirectory: String
        /// Numeric address of the plain listener.
        public var address = "127.0.0.1"
        /// Port of the plain listener; 0 takes a free one, once, and keeps it over restarts.
        public var port = 0
        /// Must be true for an `address` other than loopback: passwords would cross the network readable.
        public var allowsPlaintextBeyondLoopback = false
        /// A second listener, with TLS; its address is numeric too.
        public var tls: TLSListener?
        /// QoS 1 messages that wait for one slow client: ten seconds of 10,000 sites. Beyond it the broker drops.
        public var maximumQueuedMessages = 100_000
        /// Bytes of the same.
        public var maximumQueuedBytes = 64 << 20
        /// Largest payload it passes on; a larger one is acknowledged and dropped.
        public var maximumPayloadBytes = 1 << 20
        /// Largest packet it reads; whoever sends a larger one is disconnected, before it costs the memory.
        public var maximumPacketBytes = 16 << 20
        /// Hours for which what waits for a client that went away is kept; a subscriber that stays away longer is
        /// not coming back for it.
        public var clientExpirationHours = 24
        /// How long the start may take until a connection is taken, beside the reading of the users.
        public var readyTimeout: Duration = .seconds(5)
        /// How long the broker has to end by itself before it is killed.
        public var stopTimeout: Duration = .seconds(2)

        /// How long the start may take with so many users: mosquitto looks through those before for the rules of each,
        /// which took 22 CPU-s for 40,000 of six rules, 14 ns a pair; four times that for a slow or busy machine.
        func readyTimeout(users: Int) -> Duration {
            readyTimeout + .nanoseconds(56) * users * users
        }

        /// A configuration with everything else at its default.
        public init(runtimeDirectory: String) {
            self.runtimeDirectory = runtimeDirectory
        }
    }

    /// A listener with TLS.
    public struct TLSListener: Sendable {
        /// Address to listen on.
        public var address: String
        /// Port; 0 takes a free one.
        public var port: Int
        /// The broker's certificate (chain), PEM.
        public var certificateFile: String
        /// Its private key, PEM, without a pass-phrase. Copied to the runtime directory for the broker to read.
        public var keyFile: String
        /// If given, clients must show a certificate signed by one of these.
        public var clientAuthorityFile: String?

        /// A listener from its parts.
        public init(
            address: String = "127.0.0.1", port: Int = 8883, certificateFile: String, keyFile: String,
            clientAuthorityFile: String? = nil
        ) {
            self.address = address
            self.port = port
            self.certificateFile = certificateFile
            self.keyFile = keyFile
            self.clientAuthorityFile = clientAuthorityFile
        }
    }
}

extension EmbeddedBroker.Configuration {
    func validate() throws(BrokerError) {
        try Self.require(runtimeDirectory.hasPrefix("/"), "runtimeDirectory", runtimeDirectory, "is not absolute")
        try Self.requireOneLine(runtimeDirectory, "runtimeDirectory")
        guard allowsPlaintextBeyondLoopback || address == "::1" || address.hasPrefix("127.") else {
            throw .plaintextBeyondLoopback(address: address)
        }
        for (field, address, port) in listeners {
            try Self.requireOneLine(address, field)
            try Self.require((0...65_535).contains(port), field, "\(port)", "is not in 0...65535")
        }
        try Self.require(
            maximumQueuedMessages > 0, "maximumQueuedMessages", "\(maximumQueuedMessages)",
            "must be positive (0 would be without bound)")
        try Self.require(
            maximumQueuedBytes > 0, "maximumQueuedBytes", "\(maximumQueuedBytes)",
            "must be positive (0 would be without bound)")
        try Self.require(
            maximumPayloadBytes > 0 && maximumPayloadBytes < maximumPacketBytes, "maximumPayloadBytes",
            "\(maximumPayloadBytes)", "must be positive and below maximumPacketBytes")
    }

    private var listeners: [(field: String, address: String, port: Int)] {
        [("listener", address, port)] + (tls.map { [("tls listener", $0.address, $0.port)] } ?? [])
    }

    private static func requireOneLine(_ text: String, _ field: String) throws(BrokerError) {
        let isOneLine = !text.isEmpty && !text.unicodeScalars.contains { $0.value < 0x21 || $0.value == 0x7F }
        try require(isOneLine, field, text, "must have no space or control character")
    }

    private static func require(
        _ holds: Bool, _ field: String, _ value: String, _ reason: String
    ) throws(BrokerError) {
        guard holds else { throw .invalidConfiguration(field: field, value: value, reason: reason) }
    }
}
