// SPDX-License-Identifier: Apache-2.0

import JSON

/// Reads, or checks and writes, an object by the one list that its type has of its members (`V2Payload.visit`).
///
/// Reading calls `visit` once for each key of the document, every member asking whether the key is its own, and once
/// more at the end of the object for what must be there and is not. Writing calls it once. Nothing is thrown on the way:
/// the first fault is kept and ends the pass, so a `visit` compiles to a row of calls without clean-up.
///
/// None of it is specialised by type (`optimize.sil.specialize.generic.never`): copies for two hundred types would only cost
/// time and size of the release build, for messages that come once in seconds.
public struct PayloadCoder: ~Copyable {
    enum Pass { case reading, closing, writing }

    var reader = JSONReader(UnsafeRawBufferPointer(start: nil, count: 0))
    var writer = PayloadWriter(version: .v21, isWriting: false)
    private var pass: Pass
    /// The key whose member is sought; nil once that is found.
    private var sought: JSONText?
    /// The place of the next member in the list, and, a bit each, the members of the object that have been read.
    private var place: UInt64 = 0
    private var present: UInt64 = 0
    private var failure: JSONError?

    init(_ pass: Pass) { self.pass = pass }

    /// A member that must be there in every version that has it.
    mutating func required<Value: PayloadValue>(_ key: StaticString, _ value: inout Value) {
        required(key, &value, .none)
    }

    /// A member that must be there in every version that has it, and of which there is more to say.
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    mutating func required<Value: PayloadValue>(_ key: StaticString, _ value: inout Value, _ facets: Facets) {
        if pass == .writing {
            if writer.begin(key, since: facets.since) { value.write(key, facets, &self) }
        } else if isSought(key, isRequired: true) {
            take(into: &value)
        }
    }

    /// A member that may be absent.
    mutating func optional<Value: PayloadValue>(_ key: StaticString, _ value: inout Value?) {
        optional(key, &value, .none)
    }

    /// A member that may be absent: by the schema, in one version, or because a date of a station may be unreadable.
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    mutating func optional<Value: PayloadValue>(_ key: StaticString, _ value: inout Value?, _ facets: Facets) {
        if pass == .writing {
            put(key, &value, facets)
        } else if isSought(key, isRequired: false) {
            take(into: &value)
        }
    }

    /// Reads the object that comes next.
    @inline(never) mutating func object(_ visit: (inout PayloadCoder) -> Void) throws(JSONError) {
        let outer = (sought, place, present)
        present = 0
        try reader.beginObject()
        while let key = try reader.nextKey() {
            (sought, place) = (key, 0)
            visit(&self)
            if let failure { throw failure }
            if sought != nil { try reader.skipValue() }
        }
        (pass, place) = (.closing, 0)
        visit(&self)
        if let failure { throw failure }
        pass = .reading
        (sought, place, present) = outer
    }

    @inline(never) private mutating func isSought(_ key: StaticString, isRequired: Bool) -> Bool {
        place += 1
        guard failure == nil else { return false }
        if pass == .reading {
            guard let name = sought, name.equals(key) else { return false }
            sought = nil
            return true
        }
        if isRequired, present & (1 << place) == 0 {
            failure = JSONError(.missingKey("\(key)"), at: max(0, reader.offset - 1))
        }
        return false
    }

    // What looks at a value stands apart from what asks for its key: only there must generic code find out its type.
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    private mutating func put<Value: PayloadValue>(_ key: StaticString, _ value: inout Value?, _ facets: Facets) {
        guard let value else { return writer.require(key, !facets.isRequired(in: writer.version)) }
        if writer.begin(key, since: facets.since) { value.write(key, facets, &self) }
    }

    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    private mutating func take<Value: PayloadValue>(into value: inout Value?) { value = take() }

    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    private mutating func take<Value: PayloadValue>(into value: inout Value) {
        if let found: Value = take() { value = found }
    }

    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    private mutating func take<Value: PayloadValue>() -> Value? {
        let bit: UInt64 = 1 << place
        do throws(JSONError) {
            guard try !reader.readNull(), let value = try Value.read(&self) else { return nil }
            present |= bit
            return value
        } catch {
            failure = error
            return nil
        }
    }
}
