// SPDX-License-Identifier: Apache-2.0

/// The status of a WebSocket close frame (RFC 6455 section 7.4).
public struct CloseCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: UInt16

    /// The code with this number; whether it may be sent is `isSendable`.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// 1000: the purpose is fulfilled; also sent to a connection that a newer one of its identity replaces.
    public static let normal = CloseCode(rawValue: 1000)
    /// 1001: this side goes away (shutdown).
    public static let goingAway = CloseCode(rawValue: 1001)
    /// 1002: the peer broke the WebSocket protocol.
    public static let protocolError = CloseCode(rawValue: 1002)
    /// 1003: a kind of data we do not take: OCPP-J is text only.
    public static let unacceptableData = CloseCode(rawValue: 1003)
    /// 1007: text that is not UTF-8.
    public static let invalidText = CloseCode(rawValue: 1007)
    /// 1008: against our policy.
    public static let policyViolation = CloseCode(rawValue: 1008)
    /// 1009: frame or message beyond the size limit.
    public static let messageTooLarge = CloseCode(rawValue: 1009)

    /// Whether a close frame may carry it: 1004...1006 and 1015 are reserved for local use, the rest is unassigned.
    public var isSendable: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    /// The number.
    public var description: String { String(rawValue) }
}

extension CloseCode {
    /// The payload of a close frame. A control frame carries at most 125 bytes (RFC 6455 section 5.5), two of them the
    /// code, so the text is cut to 123.
    func payload(_ text: String) -> [UInt8] {
        var cut = text
        while cut.utf8.count > 123 { cut.removeLast() }
        return [UInt8(rawValue >> 8), UInt8(rawValue & 0xFF)] + Array(cut.utf8)
    }
}
