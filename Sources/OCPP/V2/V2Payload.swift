// SPDX-License-Identifier: Apache-2.0

public import JSON

/// An object of 2.x. Its type lists its members once, and one coder reads and writes them by that.
public protocol V2Payload: OCPPPayload, PayloadValue {
    /// One to be read into: what is required is there, and means nothing yet.
    init(unread: ())
    /// What the vendor adds; every object has it, as its last member.
    var customData: V2.CustomData? { get set }
    /// Names every other member once, in the order of writing.
    mutating func visit(_ coder: inout PayloadCoder)
}

extension V2Payload {
    /// Both, where nothing else is said.
    public static var versions: [OCPPVersion] { [.v201, .v21] }

    /// The object with what is optional set: `V2.Heartbeat().with { $0.customData = data }`.
    public func with(_ change: (inout Self) -> Void) -> Self {
        var changed = self
        change(&changed)
        return changed
    }

    /// No members, where the type names none.
    public mutating func visit(_ coder: inout PayloadCoder) {}

    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    mutating func visitAll(_ coder: inout PayloadCoder) {
        visit(&coder)
        coder.optional("customData", &customData)
    }

    /// There is no such payload without a version.
    @available(*, unavailable, message: "name the version: encoded(for:)")
    public func encoded() throws(OCPPEncodingError) -> [UInt8] { try encoded(for: .v21) }
}

// MARK: - As a value of another object

extension V2Payload {
    /// The object to be read into.
    public static var unread: Self { Self(unread: ()) }

    /// Reads the object.
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    public static func read(_ coder: inout PayloadCoder) throws(JSONError) -> Self? {
        var object = Self(unread: ())
        try coder.object { object.visitAll(&$0) }
        return object
    }

    /// Writes the object with its braces.
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    public func write(_: StaticString, _: Facets, _ coder: inout PayloadCoder) {
        var object = self
        coder.writer.json?.beginObject()
        object.visitAll(&coder)
        coder.writer.json?.endObject()
    }
}

// MARK: - As a payload of a frame

extension V2Payload {
    /// Reads the object.
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    public init(from reader: inout JSONReader) throws(JSONError) {
        var coder = PayloadCoder(.reading)
        swap(&coder.reader, &reader)
        defer { swap(&coder.reader, &reader) }
        self.init(unread: ())
        try coder.object { self.visitAll(&$0) }
    }

    /// Writes the members.
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    public func writeMembers(to writer: inout PayloadWriter) {
        var coder = PayloadCoder(.writing)
        var object = self
        swap(&coder.writer, &writer)
        object.visitAll(&coder)
        swap(&coder.writer, &writer)
    }
}
