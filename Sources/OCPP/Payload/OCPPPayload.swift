// SPDX-License-Identifier: Apache-2.0

public import JSON

/// A JSON object of the standard: the payload of a message, or a part of one.
///
/// Reading is lenient where the field is known to stray (see `JSONReader`'s lenient readers); writing is strict.
public protocol OCPPPayload: Equatable, Sendable {
    /// Reads the whole object.
    init(from reader: inout JSONReader) throws(JSONError)
    /// Writes the members of the object, without its braces.
    func writeMembers(to writer: inout PayloadWriter)
    /// The versions that have it.
    static var versions: [OCPPVersion] { get }
}

/// The payload of a CALL; its response's type is known by it.
public protocol OCPPRequest: OCPPPayload {
    /// What answers it.
    associatedtype Response: OCPPPayload
    /// The action in the frame.
    static var action: String { get }
}

/// The payload of a message that is not answered (2.1's SEND).
public protocol OCPPSend: OCPPPayload {
    /// The action in the frame.
    static var action: String { get }
}

extension OCPPPayload {
    /// 1.6, where nothing else is said.
    public static var versions: [OCPPVersion] { [.v16] }

    /// Reads a payload of a frame.
    public init(decoding payload: some Collection<UInt8>) throws(JSONError) {
        self = try JSONReader.read(payload) { (reader: inout JSONReader) throws(JSONError) in try Self(from: &reader) }
    }

    /// Reads a payload and refuses what the version's schema refuses: too long, out of range, missing, not listed.
    /// Still let pass are members that the schema does not know, and values that could be read although they stray (a
    /// number in a string).
    public init(
        decoding payload: some Collection<UInt8>, checkedFor version: OCPPVersion
    ) throws(OCPPCallError) {
        do throws(JSONError) {
            try self.init(decoding: payload)
        } catch {
            throw OCPPCallError(OCPPErrorCode(refusing: error), "\(error)")
        }
        do throws(OCPPEncodingError) {
            try check(for: version)
        } catch {
            throw OCPPCallError(error.code, "\(error)")
        }
    }

    /// The payload for a frame; refuses what the schema of 1.6 refuses.
    public func encoded() throws(OCPPEncodingError) -> [UInt8] { try encoded(for: .v16) }

    /// The payload for a frame; refuses what the version's schema refuses.
    public func encoded(for version: OCPPVersion) throws(OCPPEncodingError) -> [UInt8] {
        try written(by: PayloadWriter(version: version))
    }

    /// Refuses what `encoded(for:)` refuses, and writes nothing.
    public func check(for version: OCPPVersion) throws(OCPPEncodingError) {
        _ = try written(by: PayloadWriter(version: version, isWriting: false))
    }

    private func written(by empty: PayloadWriter) throws(OCPPEncodingError) -> [UInt8] {
        guard Self.versions.contains(empty.version) else {
            throw OCPPEncodingError(
                key: "\(Self.self)", reason: "is not in \(empty.version.subprotocol)", code: .notImplemented)
        }
        var writer = empty
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
    /// The code that answers a payload received with this fault.
    public let code: OCPPErrorCode

    /// Key and reason.
    public var description: String { "\(key): \(reason)" }
}
