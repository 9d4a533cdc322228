// SPDX-License-Identifier: Apache-2.0

/// What a station has shown before its connection is upgraded: enough to let it in or turn it away.
public struct StationHandshake: Sendable {
    /// Last path segment, percent-decoded: 1 to 64 printable ASCII characters without `/`, no space at either end.
    public let identity: String
    /// The subprotocols the station offers, in its order.
    public let offeredSubprotocols: [String]
    /// The first of the server's own list that the station offers.
    public let preferredSubprotocol: String
    /// HTTP Basic credentials, if any were sent and well formed.
    public let credentials: BasicCredentials?
    /// The security profile of the port that it came to.
    public let securityProfile: SecurityProfile
    /// Address and port of the peer.
    public let remoteAddress: String
    /// Subject of the client certificate, which TLS has verified by then; absent without mutual TLS.
    public let clientCertificate: CertificateSubject?
}

/// The owner's answer to a handshake.
public enum HandshakeDecision: Sendable {
    /// Upgrade with this subprotocol, one that the station offered and the server supports.
    /// A stranger is one that the owner lets in without knowing it.
    case accept(subprotocol: String, isStranger: Bool = false)
    /// Answer with this status, and the reason as text; no upgrade.
    case refuse(Refusal, reason: String)

    /// The statuses an owner may refuse with.
    public enum Refusal: Int, Sendable {
        /// Credentials missing or wrong; the answer carries `WWW-Authenticate`.
        case unauthorized = 401
        /// Known, and not let in.
        case forbidden = 403
        /// No such station.
        case notFound = 404
        /// Not now.
        case unavailable = 503
    }
}
