// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Puts a message on the display (functional block O).
    public struct SetDisplayMessage: V2Request {
        /// The action in the frame.
        public static let action = "SetDisplayMessage"
        /// Message.
        public var message: MessageInfo
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(message: MessageInfo, customData: CustomData? = nil) {
            self.message = message
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var message: MessageInfo?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "message": message = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.message = try reader.require(message, "message")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("message", message)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: DisplayMessageStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: DisplayMessageStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: DisplayMessageStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
                writer.member("statusInfo", statusInfo)
                writer.member("customData", customData)
            }
        }
    }

    /// `DisplayMessageStatusEnumType` of the standard.
    public enum DisplayMessageStatus: OpenEnumeration {
        case accepted, notSupportedMessageFormat, rejected, notSupportedPriority, notSupportedState,
            unknownTransaction, languageNotSupported
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("NotSupportedMessageFormat", .notSupportedMessageFormat), ("Rejected", .rejected),
            ("NotSupportedPriority", .notSupportedPriority), ("NotSupportedState", .notSupportedState),
            ("UnknownTransaction", .unknownTransaction), ("LanguageNotSupported", .languageNotSupported),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .languageNotSupported: version == .v21
            default: unlistedText == nil
            }
        }
    }
}
