// SPDX-License-Identifier: Apache-2.0

// The protocol says what each of the implementations below is for.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

public import JSON

/// What a member can be: a scalar, a word of a list, an object, or an array of these.
public protocol PayloadValue: Sendable {
    /// What stands in its place until it is read.
    static var unread: Self { get }
    /// Reads one, leniently; nil for what counts as absent.
    static func read(_ coder: inout PayloadCoder) throws(JSONError) -> Self?
    /// Refuses what does not fit, and writes it.
    func write(_ key: StaticString, _ facets: Facets, _ coder: inout PayloadCoder)
}

extension String: PayloadValue {
    public static var unread: Self { "" }
    public static func read(_ coder: inout PayloadCoder) throws(JSONError) -> Self? { try coder.reader.text() }
    public func write(_ key: StaticString, _ facets: Facets, _ coder: inout PayloadCoder) {
        coder.writer.write(key, self, facets.limit(in: coder.writer.version))
    }
}

extension Int: PayloadValue {
    public static var unread: Self { 0 }
    public static func read(_ coder: inout PayloadCoder) throws(JSONError) -> Self? { try coder.reader.integer() }
    public func write(_ key: StaticString, _ facets: Facets, _ coder: inout PayloadCoder) {
        coder.writer.write(key, self, facets)
    }
}

extension Double: PayloadValue {
    public static var unread: Self { 0 }
    public static func read(_ coder: inout PayloadCoder) throws(JSONError) -> Self? { try coder.reader.number() }
    public func write(_ key: StaticString, _ facets: Facets, _ coder: inout PayloadCoder) {
        coder.writer.write(key, self, facets)
    }
}

extension Bool: PayloadValue {
    public static var unread: Self { false }
    public static func read(_ coder: inout PayloadCoder) throws(JSONError) -> Self? { try coder.reader.bool() }
    public func write(_: StaticString, _: Facets, _ coder: inout PayloadCoder) { coder.writer.json?.value(self) }
}

extension OCPPTimestamp: PayloadValue {
    public static var unread: Self { OCPPTimestamp(milliseconds: 0) }
    public static func read(_ coder: inout PayloadCoder) throws(JSONError) -> Self? { try coder.reader.timestamp() }
    public func write(_: StaticString, _: Facets, _ coder: inout PayloadCoder) {
        coder.writer.json?.value(description)
    }
}

extension JSONValue: PayloadValue {
    public static var unread: Self { .null }
    public static func read(_ coder: inout PayloadCoder) throws(JSONError) -> Self? { try coder.reader.value() }
    public func write(_: StaticString, _: Facets, _ coder: inout PayloadCoder) { coder.writer.json?.value(self) }
}

extension Array: PayloadValue where Element: PayloadValue {
    public static var unread: Self { [] }
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    public static func read(_ coder: inout PayloadCoder) throws(JSONError) -> Self? {
        var elements: Self = []
        try coder.reader.beginArray()
        while try coder.reader.nextElement() {
            if let element = try Element.read(&coder) { elements.append(element) }
        }
        return elements
    }
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    public func write(_ key: StaticString, _ facets: Facets, _ coder: inout PayloadCoder) {
        coder.writer.beginArray(key, count, facets.minItems, facets.maxItems)
        for element in self { element.write(key, facets, &coder) }
        coder.writer.json?.endArray()
    }
}

extension OpenEnumeration {
    public static var unread: Self { .other("") }
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    public static func read(_ coder: inout PayloadCoder) throws(JSONError) -> Self? { try coder.reader.enumeration() }
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    public func write(_ key: StaticString, _ facets: Facets, _ coder: inout PayloadCoder) {
        coder.writer.write(key, self, freeText: coder.writer.version < .v21 ? nil : facets.free21)
    }
}
