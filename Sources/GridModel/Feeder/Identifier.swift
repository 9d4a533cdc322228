// SPDX-License-Identifier: Apache-2.0

/// An identifier that is valid by construction: 1 to 64 characters out of letters, digits, `.`, `_` and `-`, beginning
/// with a letter or digit. So it can stand in an MQTT topic, a URL path, a log line and an OCPP identity as it is.
///
/// `Owner` is only a tag: a DER's identifier and a node's are different types.
public struct Identifier<Owner>: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The text.
    public let text: String

    /// The identifier, or nil where the text is not a valid one.
    public init?(_ text: String) {
        guard Self.isValid(text) else { return nil }
        self.text = text
    }

    /// Longest identifier: an OCPP 2.x identity has at most 48 characters, a file name 255; 64 leaves room for
    /// prefixes.
    public static var maximumLength: Int { 64 }

    /// Whether the text may serve as an identifier.
    public static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, bytes.count <= maximumLength, isAlphanumeric(first) else { return false }
        return bytes.allSatisfy { isAlphanumeric($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// Whether the left one is less.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
    /// The text for people.
    public var description: String { text }
}
