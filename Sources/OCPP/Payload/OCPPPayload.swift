// SPDX-License-Identifier: Apache-2.0

public import JSON

/// A JSON object of the standard: the payload of a message, or a part of one.
///
/// Reading is lenient where the field is known to stray (see `JSONReader`'s lenient readers); writing is strict.
public protocol OCPPPayload: Hashable, Sendable {
    /// Reads the whole object.
    init(from reader: inout JSONReader) throws(JSONError)
    /// Writes the members of the object, without its braces.
    func writeMembers(to writer: inout PayloadWriter)
}

/// The payload of a CALL; its response's type is known by it.
public protocol OCPPRequest: OCPPPayload {
    /// What answers it.
    associatedtype Response: OCPPPayload
    /// The action in the frame.
    static var action: String { get }
}

extension OCPPPayload {
    /// Reads a payload of a frame.
    public init(decoding payload: some Collection<UInt8>) throws(JSONError) {
        self = try JSONReader.read(payload) { (reader: inout JSONReader) throws(JSONError) in try Self(from: &reader) }
    }

    /// The payload for a frame; refuses what the standard's schema refuses.
    public func encoded() throws(OCPPEncodingError) -> [UInt8] {
        var writer = PayloadWriter()
        writer.object(self)
        return try writer.finish()
    }
}

/// A payload that would not conform to the standard, found before it was sent.
public struct OCPPEncodingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The key concerned.
    public let key: String
    /// What is wrong with its value.
    public let reason: String

    /// Key and reason.
    public var description: String { "\(key): \(reason)" }
}
