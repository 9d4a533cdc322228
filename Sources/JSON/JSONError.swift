// SPDX-License-Identifier: Apache-2.0

/// Why a document was refused, and at which byte.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public var kind: Kind
    /// Offset of the offending byte from the start of what was read, from 0.
    public var offset: Int

    /// An error of that kind at that byte.
    public init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    /// What can be wrong with a document, or with one value for the one who reads it.
    public enum Kind: Hashable, Sendable {
        /// The document stops in the middle of a value.
        case unexpectedEnd
        /// This byte cannot stand here.
        case unexpectedByte(UInt8, expected: String)
        /// A byte sequence that is not UTF-8 (RFC 3629).
        case invalidUTF8
        /// A raw control character inside a string.
        case controlCharacter(UInt8)
        /// A backslash followed by something RFC 8259 does not list.
        case invalidEscape
        /// Half of a surrogate pair, which is no character.
        case loneSurrogate
        /// A number against the grammar of RFC 8259 section 6.
        case invalidNumber
        /// A number that no `Double`, or no 64-bit integer where one is asked for, can hold.
        case numberOutOfRange(String)
        /// Deeper nesting than the reader allows.
        case tooDeep(limit: Int)
        /// The same key twice in one object.
        case duplicateKey(String)
        /// Something after the end of the document.
        case trailingBytes
        /// A value of another type than the reader of the document needs.
        case wrongType(expected: String, found: JSONType)
        /// An object without a key that the reader of the document needs.
        case missingKey(String)
        /// A value of the right type that means nothing here.
        case invalidValue(String)
    }

    /// The reason in words, with the byte offset.
    public var description: String { "\(kind) at byte \(offset)" }
}

/// The six types of a JSON value.
public enum JSONType: String, Hashable, Sendable, CustomStringConvertible {
    case null, boolean, number, string, array, object

    /// Its name in RFC 8259.
    public var description: String { rawValue }
}

extension JSONError.Kind: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .unexpectedEnd: "the document ends in the middle of a value"
        case .unexpectedByte(let byte, let expected): "found \(Self.shown(byte)), expected \(expected)"
        case .invalidUTF8: "bytes that are not UTF-8"
        case .controlCharacter(let byte): "raw control character \(Self.shown(byte)) in a string"
        case .invalidEscape: "invalid escape sequence in a string"
        case .loneSurrogate: "half of a surrogate pair in a string"
        case .invalidNumber: "invalid number"
        case .numberOutOfRange(let text): "number out of range: \(text)"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .duplicateKey(let key): "key \"\(key)\" stands twice in one object"
        case .trailingBytes: "something follows the end of the document"
        case .wrongType(let expected, let found): "found \(found), expected \(expected)"
        case .missingKey(let key): "key \"\(key)\" is missing"
        case .invalidValue(let reason): reason
        }
    }

    private static func shown(_ byte: UInt8) -> String {
        if (0x21...0x7E).contains(byte) { return "'\(Unicode.Scalar(byte))'" }
        let digits = String(byte, radix: 16, uppercase: true)
        return "byte 0x" + (digits.count < 2 ? "0" : "") + digits
    }
}
