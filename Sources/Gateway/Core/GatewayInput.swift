// SPDX-License-Identifier: Apache-2.0

public import GridModel
public import OCPP
public import Store

/// What reaches the core from outside. The core is a value that takes inputs and returns actions; sockets, threads,
/// clocks and the disk are the shell's. So the same core runs live and, in process, through whole days of virtual time.
public enum GatewayInput: Sendable {
    /// A message from the broker.
    case mqtt(topic: String, payload: [UInt8], isRetained: Bool)
    /// The broker is in reach, or no longer.
    case broker(isConnected: Bool)
    /// Records are on disk in time, or no longer.
    case recording(isInTime: Bool)
    /// Messages on these topics were not taken by the client: nobody will hear them.
    case publishRefused(topics: [String])
    /// The broker did not let a user publish there.
    case publishDenied(user: String, topic: String)
    /// The broker turned somebody away: a wrong user or password.
    case loginRefused
    /// A station's WebSocket is up, and speaks that version; a stranger was let in without a password.
    case stationOpened(connection: UInt64, identity: String, version: OCPPVersion, isStranger: Bool = false)
    /// A text frame of a station.
    case stationText(connection: UInt64, [UInt8])
    /// A station's WebSocket is gone.
    case stationClosed(connection: UInt64)
    /// The start of a transaction is on disk.
    case transactionBegun(connection: UInt64, call: String, TransactionStart, TransactionBegun)
    /// The end of a transaction is on disk.
    case transactionEnded(connection: UInt64, call: String, TransactionStop)
    /// What became of a request for a certificate.
    case certificateSigned(connection: UInt64, CertificateRequest, CertificateAnswer)
    /// A tick of the control loop is due.
    case tick
}

/// What the core wants done, in this order.
public enum GatewayAction: Sendable {
    /// Publish to the broker.
    case publish(topic: String, payload: [UInt8], isRetained: Bool)
    /// Send a text frame to a station.
    case send(connection: UInt64, [UInt8])
    /// Close a station's connection: it is not, or not so, of the topology any more, or is to speak another version.
    case disconnect(connection: UInt64, reason: String)
    /// Keep these records.
    case record([StoreRecord])
    /// Keep what this makes: records that are costly to make and that nothing waits for, made outside of the core.
    case recordLater(@Sendable () -> [StoreRecord])
    /// Write the start of a transaction to disk, then return it as `transactionBegun`.
    case begin(TransactionStart, connection: UInt64, call: String)
    /// Write the end of a transaction to disk, then return it as `transactionEnded`.
    case end(TransactionStop, connection: UInt64, call: String)
    /// Sign a request of a station, then return what became of it as `certificateSigned`.
    case sign(CertificateRequest, ChargingStation.ID, connection: UInt64)
    /// Something happened that people may want to read.
    case note(String)
}
