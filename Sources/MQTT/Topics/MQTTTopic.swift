// SPDX-License-Identifier: Apache-2.0

/// What makes a topic name or a topic filter valid.
public enum MQTTTopic {
    /// The length of a string in an MQTT packet is 16 bits wide (MQTT 3.1.1, section 1.5.3).
    public static let maximumBytes = 65_535

    /// libmosquitto and the mosquitto broker refuse topics with more separators than this.
    public static let maximumSeparators = 200

    /// Throws unless `text` may be published to.
    public static func validate(name text: String) throws(MQTTTopicError) {
        try validate(text, allowsWildcards: false)
    }

    static let slash = UInt8(ascii: "/")
    static let plus = UInt8(ascii: "+")
    static let hash = UInt8(ascii: "#")
    static let dollar = UInt8(ascii: "$")

    static func isWildcard(_ byte: UInt8) -> Bool { byte == plus || byte == hash }

    static func validate(_ text: String, allowsWildcards: Bool) throws(MQTTTopicError) {
        let bytes = text.utf8
        guard !bytes.isEmpty else { throw MQTTTopicError(text: text, reason: .empty) }
        guard bytes.count <= maximumBytes else { throw MQTTTopicError(text: text, reason: .tooLong) }
        if let reason = defect(in: bytes.span, allowsWildcards: allowsWildcards) {
            throw MQTTTopicError(text: text, reason: reason)
        }
        guard text.unicodeScalars.allSatisfy(isAllowed) else {
            throw MQTTTopicError(text: text, reason: .forbiddenCharacter)
        }
    }

    private static func defect(in bytes: Span<UInt8>, allowsWildcards: Bool) -> MQTTTopicError.Reason? {
        var separators = 0
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == slash { separators += 1 }
            guard isWildcard(byte) else { continue }
            guard allowsWildcards else { return .wildcardInName }
            let startsLevel = index == 0 || bytes[index - 1] == slash
            let isLast = index == bytes.count - 1
            guard startsLevel, isLast || bytes[index + 1] == slash else { return .wildcardNotAlone }
            guard byte == plus || isLast else { return .hashNotLast }
        }
        return separators > maximumSeparators ? .tooDeep : nil
    }

    /// Control characters and non-characters may cost the connection (section 1.5.3); mosquitto closes it.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return
            !(value < 0x20 || (0x7F...0x9F).contains(value) || (0xFDD0...0xFDEF).contains(value)
            || value & 0xFFFE == 0xFFFE)
    }
}

/// A topic name or filter that no broker would take.
public struct MQTTTopicError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong with it.
    public enum Reason: String, Hashable, Sendable {
        case empty = "is empty"
        case tooLong = "is longer than 65535 bytes"
        case tooDeep = "has more than 200 separators"
        case forbiddenCharacter = "has a control character or a Unicode non-character"
        case wildcardInName = "is a topic name and must not have + or #"
        case wildcardNotAlone = "has a wildcard that is not a whole level"
        case hashNotLast = "has # before its last level"
    }

    /// The text that was refused.
    public let text: String
    /// What is wrong with it.
    public let reason: Reason

    /// An error from its parts.
    public init(text: String, reason: Reason) {
        self.text = text
        self.reason = reason
    }

    /// The text, shortened, and the reason.
    public var description: String { "MQTT topic \"\(text.prefix(120))\" \(reason.rawValue)" }
}
