// SPDX-License-Identifier: Apache-2.0

/// Why the embedded broker could not be started or changed.
public enum BrokerError: Error, Hashable, Sendable {
    /// The program is not on this machine.
    case notInstalled(program: String)
    /// Something else listens there.
    case portInUse(address: String, port: Int)
    /// A plain listener beyond loopback was asked for without saying that this is wanted.
    case plaintextBeyondLoopback(address: String)
    /// A value of the configuration cannot work.
    case invalidConfiguration(field: String, value: String, reason: String)
    /// A user, a password or a rule cannot be written to the broker's files.
    case invalidAccess(user: String, field: String, reason: String)
    /// Two accesses have the same user.
    case duplicateUser(String)
    /// A file of the runtime directory could not be written or read.
    case file(path: String, call: String, code: Int32)
    /// The broker, or the program that hashes passwords, ended; with its last words.
    case failed(program: String, lastWords: String)
    /// The broker runs but does not take connections.
    case notReady(after: Duration)
    /// A broker is started once; make a new one.
    case alreadyStarted
}

extension BrokerError: CustomStringConvertible {
    /// One line that names where, why and, where there is a remedy, what to do.
    public var description: String {
        switch self {
        case .notInstalled(let program):
            "\(program) not found in PATH or /usr/sbin: run `apt-get install mosquitto`, or configure a broker"
        case .portInUse(let address, let port): "\(address):\(port) is in use by another program"
        case .plaintextBeyondLoopback(let address):
            "MQTT on \(address) would be readable by anyone on the way: use TLS, or allow it explicitly"
        case .invalidConfiguration(let field, let value, let reason): "broker \(field) \"\(value)\": \(reason)"
        case .invalidAccess(let user, let field, let reason): "broker user \"\(user)\", \(field): \(reason)"
        case .duplicateUser(let user): "broker user \"\(user)\" is there twice"
        case .file(let path, let call, let code): "\(path): \(call): \(systemErrorText(code))"
        case .failed(let program, let lastWords): "\(program) ended: \(lastWords)"
        case .notReady(let limit): "mosquitto took no connection within \(limit)"
        case .alreadyStarted: "this broker was started before; make a new one"
        }
    }
}
