// SPDX-License-Identifier: Apache-2.0

import Glibc
public import MQTT
import NIOCore

/// Where the gateway keeps its files and where it listens.
public struct GatewayOptions: Sendable {
    /// Folder of the database, the keys and the broker's files.
    public var dataFolder: String
    /// Address that OCPP and HTTP listen on.
    public var host = "127.0.0.1"
    /// Port of the embedded broker; 0 chooses one.
    public var mqttPort = 1883
    /// Port of OCPP; 0 chooses one.
    public var ocppPort = 9000
    /// Port of HTTP; 0 chooses one.
    public var httpPort = 8080
    /// A broker that runs already; nil starts one.
    public var externalBroker: MQTTClient.Configuration?
    /// Certificate chain and key, PEM, for OCPP and HTTP.
    public var tls: (certificateFile: String, keyFile: String)?
    /// Listening beyond loopback without TLS, on the operator's own word.
    public var allowsPlaintextBeyondLoopback = false
    /// Stations that no topology names are answered, never dispatched.
    public var acceptsUnknownStations = false
    /// Stations that no topology names are let in, few of them: held at 6 A, never dispatched, counted at the head.
    public var quarantinesUnknownStations = false
    /// Written once everything listens: addresses, process and key file, as JSON.
    public var readyFile: String?
    /// Settings of the core.
    public var settings = GatewaySettings()

    public init(dataFolder: String) { self.dataFolder = dataFolder }

    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}

/// Where a running gateway listens.
public struct GatewayAddresses: Sendable, Hashable {
    /// Host of the three.
    public var host: String
    /// Port of the broker.
    public var mqttPort: Int
    /// Port of OCPP.
    public var ocppPort: Int
    /// Port of HTTP.
    public var httpPort: Int
    /// Whether OCPP and HTTP speak TLS.
    public var isTLS: Bool
    /// The file with the key of the local command.
    public var keyFile: String
}

/// Why a gateway could not start.
public enum GatewayError: Error, Sendable, CustomStringConvertible {
    /// A listener beyond loopback without TLS was not asked for by its flag.
    case plaintextBeyondLoopback(host: String)
    /// Something outside is not as needed.
    case outside(String)

    /// A listener could not be bound.
    static func cannotListen(_ what: String, _ host: String, _ port: Int, _ error: any Error) -> GatewayError {
        let isInUse = (error as? IOError)?.errnoCode == EADDRINUSE
        return .outside("\(what) cannot listen on \(host):\(port): \(isInUse ? "the port is in use" : "\(error)")")
    }

    public var description: String {
        switch self {
        case .plaintextBeyondLoopback(let host):
            "listening on \(host) without TLS would send passwords in the clear: give --tls-certificate and --tls-key, "
                + "or say --allow-plaintext"
        case .outside(let text): text
        }
    }
}
