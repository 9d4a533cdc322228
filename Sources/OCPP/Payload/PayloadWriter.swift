// SPDX-License-Identifier: Apache-2.0

import JSON

/// Writes payloads as the standard's schemas want them, and remembers the first thing that does not fit.
///
/// Absent members (nil) are not written.
public struct PayloadWriter: Sendable {
    private var json = JSONWriter(capacity: 512)
    private var error: OCPPEncodingError?

    /// A string of at most `limit` characters (CiString50Type and its like; code points, as JSON Schema counts).
    public mutating func member(_ key: StaticString, _ text: String?, limit: Int) {
        guard let text else { return }
        json.key(key)
        write(key, text, limit)
    }

    /// Strings of at most `limit` characters each.
    public mutating func member(_ key: StaticString, _ texts: [String]?, limit: Int) {
        guard let texts else { return }
        json.key(key)
        json.beginArray()
        for text in texts { write(key, text, limit) }
        json.endArray()
    }

    /// An integer.
    public mutating func member(_ key: StaticString, _ integer: Int?) {
        guard let integer else { return }
        json.key(key)
        json.value(integer)
    }

    /// A truth value.
    public mutating func member(_ key: StaticString, _ bool: Bool?) {
        guard let bool else { return }
        json.key(key)
        json.value(bool)
    }

    /// A date in UTC with milliseconds.
    public mutating func member(_ key: StaticString, _ timestamp: OCPPTimestamp?) {
        guard let timestamp else { return }
        json.key(key)
        json.value(timestamp.description)
    }

    /// A listed value.
    public mutating func member<Value: OpenEnumeration>(_ key: StaticString, _ value: Value?) {
        guard let value else { return }
        if let text = value.unlistedText { refuse(key, "\"\(text)\" is not in the standard") }
        json.key(key)
        json.value(value.description)
    }

    /// A multiple of 0.1, in one decimal. Anything finer is cut towards zero, so that no magnitude grows on the way;
    /// where another direction is the safe one, round before.
    public mutating func member(_ key: StaticString, tenths number: Double?) {
        guard let number else { return }
        json.key(key)
        guard number.isFinite, abs(number) < 1e9 else {
            refuse(key, "\(number) is out of range")
            return json.null()
        }
        let nearest = (number * 10).rounded()
        let isMultiple = abs(number * 10 - nearest) < 1e-6
        json.value((isMultiple ? nearest : (number * 10).rounded(.towardZero)) / 10, decimals: 1)
    }

    /// An object.
    public mutating func member(_ key: StaticString, _ payload: (some OCPPPayload)?) {
        guard let payload else { return }
        json.key(key)
        object(payload)
    }

    /// Objects, at least `minimum` of them.
    public mutating func member(_ key: StaticString, _ payloads: [some OCPPPayload]?, minimum: Int = 0) {
        guard let payloads else { return }
        if payloads.count < minimum { refuse(key, "needs at least \(minimum) elements") }
        json.key(key)
        json.beginArray()
        for payload in payloads { object(payload) }
        json.endArray()
    }

    /// Notes that a member the standard wants is not there.
    public mutating func require(_ key: StaticString, _ isThere: Bool) {
        if !isThere { refuse(key, "is missing") }
    }

    mutating func object(_ payload: some OCPPPayload) {
        json.beginObject()
        payload.writeMembers(to: &self)
        json.endObject()
    }

    func finish() throws(OCPPEncodingError) -> [UInt8] {
        if let error { throw error }
        return json.bytes
    }

    private mutating func write(_ key: StaticString, _ text: String, _ limit: Int) {
        let length = text.unicodeScalars.count
        if length > limit { refuse(key, "\(length) characters, at most \(limit) are allowed") }
        json.value(text)
    }

    private mutating func refuse(_ key: StaticString, _ reason: String) {
        error = error ?? OCPPEncodingError(key: "\(key)", reason: reason)
    }
}
