// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore

/// Why a gateway could not start.
public enum GatewayError: Error, Sendable, CustomStringConvertible {
    /// A listener beyond loopback without TLS was not asked for by its flag.
    case plaintextBeyondLoopback(host: String)
    /// A broker beyond loopback without TLS was not asked for by its flag.
    case plaintextToBroker(host: String)
    /// A port for another security profile was asked for without a certificate of ours.
    case profileNeedsTLS
    /// Something outside is not as needed.
    case outside(String)

    /// A listener could not be bound.
    static func cannotListen(_ what: String, _ host: String, _ port: Int, _ error: any Error) -> GatewayError {
        let isInUse = (error as? IOError)?.errnoCode == EADDRINUSE
        return .outside("\(what) cannot listen on \(host):\(port): \(isInUse ? "the port is in use" : "\(error)")")
    }

    /// What is wrong, and what to give.
    public var description: String {
        switch self {
        case .plaintextBeyondLoopback(let host):
            "listening on \(host) without TLS would send passwords in the clear: give --tls-certificate and --tls-key "
                + "and no --ocpp-profile1-port, or say --allow-plaintext"
        case .plaintextToBroker(let host):
            "the broker at \(host) would get passwords and setpoints in the clear: give --mqtt-ca, or say "
                + "--allow-plaintext"
        case .profileNeedsTLS:
            "--ocpp-profile1-port and --ocpp-profile3-port stand beside a port with TLS: give --tls-certificate and "
                + "--tls-key"
        case .outside(let text): text
        }
    }
}
