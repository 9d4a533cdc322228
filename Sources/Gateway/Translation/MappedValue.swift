// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON

/// Reads one value out of a payload that a site's own system publishes: a bare scalar, `{"value": x}`, or a pointer
/// into an object (protocols: what site gateways publish).
enum MappedValue {
    /// What the payload says.
    enum Reading: Equatable {
        case number(Double)
        case truth(Bool)
        /// null, an empty payload: the source has no value now.
        case nothing
    }

    /// Longest payload that is looked into: a full dump of a site gateway, not a film.
    static let maximumBytes = 256 * 1024

    static func read(_ payload: [UInt8], pointer: String?) -> Result<Reading, NativePayload.Fault> {
        if payload.isEmpty { return .success(.nothing) }
        guard payload.count <= maximumBytes else {
            return .failure(NativePayload.Fault("size", "\(payload.count) bytes; at most \(maximumBytes)"))
        }
        guard let value = try? JSONValue(parsing: payload) else {
            // Bare words are no JSON: ON, OFF, online.
            if pointer == nil, let truth = truth(payload) { return .success(.truth(truth)) }
            return .failure(NativePayload.Fault("json", "neither JSON nor a word we know"))
        }
        return scalar(at: pointer, in: value)
    }

    /// The value at a pointer.
    static func scalar(at pointer: String?, in value: JSONValue) -> Result<Reading, NativePayload.Fault> {
        let found: JSONValue?
        if let pointer, !pointer.isEmpty {
            found = value.pointer(pointer)
        } else {
            found = value.object == nil ? value : value["value"]
        }
        switch found {
        case .number(let number): return .success(.number(number))
        case .bool(let truth): return .success(.truth(truth))
        case .null: return .success(.nothing)
        case .string(let text):
            if let number = Double(text), number.isFinite { return .success(.number(number)) }
            if let truth = truth(Array(text.utf8)) { return .success(.truth(truth)) }
            return .failure(NativePayload.Fault("type", "\"\(text.prefix(40))\" is no number"))
        case .array, .object:
            return .failure(NativePayload.Fault("type", "an object or array where a number is expected"))
        case nil: return .failure(NativePayload.Fault("pointer", "nothing at \(pointer ?? "/value")"))
        }
    }

    /// The words for on and off.
    static func truth(_ payload: [UInt8]) -> Bool? {
        switch String(decoding: payload.prefix(16), as: UTF8.self).lowercased() {
        case "true", "on", "online", "1", "yes": true
        case "false", "off", "offline", "0", "no": false
        default: nil
        }
    }

    /// The time of a bare number, seconds or milliseconds since 1970; nil where it is neither.
    static func time(_ number: Double) -> UTCInstant? {
        guard number.magnitude < 1e15 else { return nil }
        return UTCInstant(milliseconds: Int64(isMilliseconds(number) ? number : number * 1_000))
    }

    /// Seconds would be of a year beyond 5000.
    static func isMilliseconds(_ number: Double) -> Bool { number > 1e11 }

    /// Our value from the site's number.
    static func toOurs(_ raw: Double, _ mapping: SignalMapping) -> Double {
        (mapping.negate ? -1 : 1) * (raw * mapping.scale + mapping.offset)
    }

    /// The site's number from our value.
    static func fromOurs(_ ours: Double, _ mapping: SignalMapping) -> Double {
        ((mapping.negate ? -1 : 1) * ours - mapping.offset) / mapping.scale
    }
}
