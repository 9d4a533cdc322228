// SPDX-License-Identifier: Apache-2.0

import JSON

/// What devices in the field write instead of what the schemas say. Null is taken as absent everywhere.
extension JSONReader {
    /// A string; a number or truth value instead is taken by its text.
    @inline(never) mutating func text() throws(JSONError) -> String? {
        switch try peek() {
        case .null:
            _ = try readNull()
            return nil
        case .number, .boolean: return String(decoding: try readRaw(), as: UTF8.self)
        default: return try readString()
        }
    }

    /// Strings.
    @inline(never) mutating func texts() throws(JSONError) -> [String]? {
        if try readNull() { return nil }
        var result: [String] = []
        try beginArray()
        while try nextElement() { if let text = try text() { result.append(text) } }
        return result
    }

    /// A number; a number in a string counts too, an empty string as absent.
    @inline(never) mutating func number() throws(JSONError) -> Double? {
        switch try peek() {
        case .null:
            _ = try readNull()
            return nil
        case .string:
            let start = offset
            let text = try readText()
            if text.isEmpty { return nil }
            guard let number = text.number else {
                throw JSONError(.wrongType(expected: "a number", found: .string), at: start)
            }
            return number
        default: return try readDouble()
        }
    }

    /// An integer; a fraction is rounded away, for meter readings come with some.
    @inline(never) mutating func integer() throws(JSONError) -> Int? {
        let start = offset
        guard let number = try number() else { return nil }
        guard abs(number) <= 0x1p53 else { throw JSONError(.numberOutOfRange("\(number)"), at: start) }
        return Int(number.rounded())
    }

    /// A truth value, in a string too.
    @inline(never) mutating func bool() throws(JSONError) -> Bool? {
        switch try peek() {
        case .null:
            _ = try readNull()
            return nil
        case .string:
            let start = offset
            switch try readText() {
            case "true", "True", "TRUE": return true
            case "false", "False", "FALSE": return false
            case "": return nil
            default: throw JSONError(.wrongType(expected: "a boolean", found: .string), at: start)
            }
        default: return try readBool()
        }
    }

    /// A date; what cannot be read as one (an empty string, `0`) counts as absent. No zone means UTC.
    @inline(never) mutating func timestamp() throws(JSONError) -> OCPPTimestamp? {
        guard try peek() == .string else {
            try skipValue()
            return nil
        }
        return RFC3339.parseLenient(try readText()).map { OCPPTimestamp(milliseconds: $0) }
    }

    /// A listed value, or any other text; an empty one counts as absent.
    @inline(never)
    mutating func enumeration<Value: OpenEnumeration>(_: Value.Type = Value.self) throws(JSONError) -> Value? {
        if try readNull() { return nil }
        let text = try readText()
        return text.isEmpty ? nil : Value(text)
    }

    /// Any value.
    @inline(never) mutating func value() throws(JSONError) -> JSONValue? {
        if try readNull() { return nil }
        return try JSONValue(from: &self)
    }

    /// An object.
    @inline(never) mutating func object<Value: OCPPPayload>(_: Value.Type = Value.self) throws(JSONError) -> Value? {
        if try readNull() { return nil }
        return try Value(from: &self)
    }

    /// Objects.
    @inline(never) mutating func objects<Value: OCPPPayload>(_: Value.Type = Value.self) throws(JSONError) -> [Value]? {
        if try readNull() { return nil }
        var result: [Value] = []
        try beginArray()
        while try nextElement() { result.append(try Value(from: &self)) }
        return result
    }
}
