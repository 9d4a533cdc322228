// SPDX-License-Identifier: Apache-2.0

import NIOSSL

extension OCPPClient {
    /// A station and the server it connects to.
    public struct Station: Sendable {
        /// Name or address of the server.
        public var host: String
        /// TCP port of the server.
        public var port: Int
        /// The station's identity, percent-encoded into the path by the client.
        public var identity: String
        /// Password for HTTP Basic with the identity as user; absent: no `Authorization` is sent.
        public var password: [UInt8]?
        /// Subprotocols to offer, best first.
        public var subprotocols: [String]
        /// What comes before the identity in the path.
        public var pathPrefix = "/ocpp/"
        /// Absent: plain `ws://`.
        public var tls: TLS?
        /// For the TCP connection, and again for TLS and upgrade together.
        public var timeout = Duration.seconds(10)

        /// A station for a plain server on this port.
        public init(
            host: String = "127.0.0.1", port: Int, identity: String, password: [UInt8]? = nil,
            subprotocols: [String] = ["ocpp1.6"]
        ) {
            self.host = host
            self.port = port
            self.identity = identity
            self.password = password
            self.subprotocols = subprotocols
        }
    }

    /// Whom the station trusts and how it shows itself; PEM files.
    public struct TLS: Sendable {
        /// The authority of the server's certificate; absent: those of the system.
        public var authorityFile: String?
        /// Client certificate with intermediates; goes with `privateKeyFile`.
        public var certificateChainFile: String?
        /// Private key of the client certificate.
        public var privateKeyFile: String?

        /// TLS 1.2 or later; with both client files it is mutual.
        public init(authorityFile: String? = nil, certificateChainFile: String? = nil, privateKeyFile: String? = nil) {
            self.authorityFile = authorityFile
            self.certificateChainFile = certificateChainFile
            self.privateKeyFile = privateKeyFile
        }
    }
}

/// Why a station could not connect.
public enum OCPPClientError: Error, Hashable, Sendable {
    /// No TCP connection, TLS refused, a certificate file unreadable, or the server hung up.
    case unreachable(reason: String)
    /// The server answered with this HTTP status instead of upgrading.
    case refused(status: Int, reason: String)
    /// The server chose a subprotocol that was not offered, or none.
    case wrongSubprotocol(String?)
    /// No answer in time.
    case timeout
}

extension OCPPClient.TLS {
    func configuration() throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let authorityFile { configuration.trustRoots = .file(authorityFile) }
        if let certificateChainFile, let privateKeyFile {
            configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificateChainFile).map {
                .certificate($0)
            }
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: privateKeyFile, format: .pem))
        }
        return configuration
    }
}
