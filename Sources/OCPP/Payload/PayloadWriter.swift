// SPDX-License-Identifier: Apache-2.0

public import JSON

/// Writes payloads as the standard's schemas want them, and remembers the first thing that does not fit.
///
/// Absent members (nil) are not written. Everything here stays a call, as in `JSONReader`'s lenient readers: inlined into
/// every message it would only cost time and size of the release build.
public struct PayloadWriter: Sendable {
    /// The version whose schemas count.
    public let version: OCPPVersion
    /// Nil where the payload is only checked.
    var json: JSONWriter?
    private var error: OCPPEncodingError?

    /// A writer, or one that only holds a payload against the schemas.
    init(version: OCPPVersion, isWriting: Bool = true) {
        self.version = version
        if isWriting { json = JSONWriter(capacity: 512) }
    }

    /// A string of at most `limit` characters (CiString50Type and its like; code points, as JSON Schema counts).
    @inline(never) public mutating func member(_ key: StaticString, _ text: String?, limit: Int?) {
        guard let text, begin(key) else { return }
        write(key, text, limit)
    }

    /// Strings of at most `limit` characters each.
    @inline(never) public mutating func member(_ key: StaticString, _ texts: [String]?, limit: Int?) {
        guard let texts, begin(key) else { return }
        list(key, texts) { writer, text in writer.write(key, text, limit) }
    }

    /// An integer.
    @inline(never) public mutating func member(_ key: StaticString, _ integer: Int?) {
        guard let integer, begin(key) else { return }
        json?.value(integer)
    }

    /// A truth value.
    @inline(never) public mutating func member(_ key: StaticString, _ bool: Bool?) {
        guard let bool, begin(key) else { return }
        json?.value(bool)
    }

    /// A date in UTC with milliseconds.
    @inline(never) public mutating func member(_ key: StaticString, _ timestamp: OCPPTimestamp?) {
        guard let timestamp, begin(key) else { return }
        json?.value(timestamp.description)
    }

    /// A listed value.
    @inline(never) public mutating func member<Value: OpenEnumeration>(_ key: StaticString, _ value: Value?) {
        guard let value, begin(key) else { return }
        write(key, value, freeText: nil)
    }

    /// A multiple of 0.1, in one decimal. Anything finer is cut towards zero, so that no magnitude grows on the way;
    /// where another direction is the safe one, round before.
    @inline(never) public mutating func member(_ key: StaticString, tenths number: Double?) {
        guard let number, begin(key) else { return }
        guard number.isFinite, abs(number) < 1e9 else { return refuseNumber(key, number) }
        write(tenths: number)
    }

    /// An object.
    @inline(never) public mutating func member(_ key: StaticString, _ payload: (some OCPPPayload)?) {
        guard let payload, begin(key) else { return }
        object(payload)
    }

    /// Objects, at least `minimum` of them.
    @inline(never)
    public mutating func member(_ key: StaticString, _ payloads: [some OCPPPayload]?, minimum: Int = 0) {
        guard let payloads, begin(key) else { return }
        list(key, payloads, minimum: minimum) { writer, payload in writer.object(payload) }
    }

    /// Any value under a key that the standard does not know.
    @inline(never) public mutating func member(text key: String, _ value: JSONValue) {
        json?.key(text: key)
        json?.value(value)
    }

    /// Notes that a member the standard wants is not there.
    @inline(never) public mutating func require(_ key: StaticString, _ isThere: Bool) {
        if !isThere { refuse(key, "is missing", .occurrenceConstraintViolation) }
    }

    mutating func object(_ payload: some OCPPPayload) {
        json?.beginObject()
        payload.writeMembers(to: &self)
        json?.endObject()
    }

    func finish() throws(OCPPEncodingError) -> [UInt8] {
        if let error { throw error }
        return json?.bytes ?? []
    }
}

// MARK: - Parts

extension PayloadWriter {
    /// Writes the key, if the version has it.
    @inline(never) mutating func begin(_ key: StaticString, since: OCPPVersion = .v16) -> Bool {
        guard version >= since else {
            refuse(key, "is not in \(version.subprotocol)", .formationViolation)
            return false
        }
        json?.key(key)
        return true
    }

    @inline(never) private mutating func list<Element>(
        _ key: StaticString, _ elements: [Element], minimum: Int = 0, _ write: (inout Self, Element) -> Void
    ) {
        beginArray(key, elements.count, minimum, nil)
        for element in elements { write(&self, element) }
        json?.endArray()
    }

    @inline(never) mutating func beginArray(_ key: StaticString, _ count: Int, _ minimum: Int, _ maximum: Int?) {
        if count < minimum { refuse(key, "needs at least \(minimum) elements", .occurrenceConstraintViolation) }
        if let maximum, count > maximum {
            refuse(key, "\(count) elements, at most \(maximum) are allowed", .occurrenceConstraintViolation)
        }
        json?.beginArray()
    }

    @inline(never) mutating func write(_ key: StaticString, _ text: String, _ limit: Int?) {
        let length = text.unicodeScalars.count
        if let limit, length > limit { refuse(key, "\(length) characters, at most \(limit) are allowed") }
        json?.value(text)
    }

    @inline(never) mutating func write(_ key: StaticString, _ integer: Int, _ facets: Facets) {
        if let least = facets.least(in: version), integer < least { refuse(key, "\(integer) is below \(least)") }
        if let most = facets.most(in: version), integer > most { refuse(key, "\(integer) is above \(most)") }
        json?.value(integer)
    }

    /// A number within bounds; where 2.0.1 wants an integer it must be one, and where it wants a multiple of 0.1 it is
    /// written as `tenths` are.
    @inline(never) mutating func write(_ key: StaticString, _ number: Double, _ facets: Facets) {
        let isOlder = version < .v21
        let tenths = facets.tenths201 && isOlder
        guard number.isFinite, !tenths || abs(number) < 1e9 else { return refuseNumber(key, number) }
        if let least = facets.least(in: version), number < Double(least) { refuse(key, "\(number) is below \(least)") }
        if let most = facets.most(in: version), number > Double(most) { refuse(key, "\(number) is above \(most)") }
        if facets.whole201, isOlder, number.rounded() != number {
            refuse(key, "\(number) is no integer", .typeConstraintViolation)
        }
        if tenths { write(tenths: number) } else { json?.value(number) }
    }

    /// A listed word; where the version opens its list, any text of at most `freeText` characters.
    @inline(never) mutating func write(_ key: StaticString, _ value: some OpenEnumeration, freeText: Int?) {
        if let freeText { return write(key, value.description, freeText) }
        if !value.isListed(in: version) { refuse(key, "\"\(value)\" is not in \(version.subprotocol)") }
        json?.value(value.description)
    }

    @inline(never) private mutating func write(tenths number: Double) {
        let nearest = (number * 10).rounded()
        let isMultiple = abs(number * 10 - nearest) < 1e-6
        json?.value((isMultiple ? nearest : (number * 10).rounded(.towardZero)) / 10, decimals: 1)
    }

    @inline(never) private mutating func refuseNumber(_ key: StaticString, _ number: Double) {
        refuse(key, "\(number) is out of range")
        json?.null()
    }

    @inline(never) private mutating func refuse(
        _ key: StaticString, _ reason: String, _ code: OCPPErrorCode = .propertyConstraintViolation
    ) {
        error = error ?? OCPPEncodingError(key: "\(key)", reason: reason, code: code)
    }
}
