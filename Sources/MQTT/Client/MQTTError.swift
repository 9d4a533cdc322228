// SPDX-License-Identifier: Apache-2.0

/// Why a client could not be started.
public enum MQTTError: Error, Hashable, Sendable {
    /// A value of the configuration cannot work.
    case invalidConfiguration(field: String, value: String, reason: String)
    /// A client is started once; make a new one.
    case alreadyStarted
    /// The system gave no thread or descriptor.
    case systemRefused(call: String, code: Int32)
    /// libmosquitto refused a setting.
    case libraryRefused(call: String, reason: String)
}

extension MQTTError: CustomStringConvertible {
    /// One line that names where and why.
    public var description: String {
        switch self {
        case .invalidConfiguration(let field, let value, let reason): "MQTT \(field) \"\(value)\": \(reason)"
        case .alreadyStarted: "this MQTT client was started before; make a new one"
        case .systemRefused(let call, let code): "\(call) failed: \(systemErrorText(code))"
        case .libraryRefused(let call, let reason): "\(call) failed: \(reason)"
        }
    }
}
