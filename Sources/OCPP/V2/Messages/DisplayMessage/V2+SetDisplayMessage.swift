// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Puts a message on the display (functional block O).
    public struct SetDisplayMessage: V2Request {
        public static let action = "SetDisplayMessage"
        public typealias Response = StatusResponse<Self, DisplayMessageStatus>
        public var message: MessageInfo
        public var customData: CustomData?

        public init(message: MessageInfo) { self.message = message }

        public init(unread: ()) { message = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("message", &message)
        }
    }

    /// `DisplayMessageStatusEnumType` of the standard.
    public enum DisplayMessageStatus: OpenEnumeration {
        case accepted, notSupportedMessageFormat, rejected, notSupportedPriority, notSupportedState,
            unknownTransaction, languageNotSupported
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("NotSupportedMessageFormat", .notSupportedMessageFormat),
            ("Rejected", .rejected), ("NotSupportedPriority", .notSupportedPriority),
            ("NotSupportedState", .notSupportedState), ("UnknownTransaction", .unknownTransaction),
            ("LanguageNotSupported", .languageNotSupported),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
