// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for the messages of the display, which come as NotifyDisplayMessages (functional block O).
    public struct GetDisplayMessages: V2Request {
        /// The action in the frame.
        public static let action = "GetDisplayMessages"
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// Id.
        public var id: [Int]?
        /// Priority.
        public var priority: MessagePriority?
        /// State.
        public var state: MessageState?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestId: Int, id: [Int]? = nil, priority: MessagePriority? = nil, state: MessageState? = nil,
            customData: CustomData? = nil
        ) {
            self.requestId = requestId
            self.id = id
            self.priority = priority
            self.state = state
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestId": requestId = try reader.integer()
                case "id": id = try reader.integers()
                case "priority": priority = try reader.enumeration()
                case "state": state = try reader.enumeration()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestId = try reader.require(requestId, "requestId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("requestId", requestId)
            writer.member("id", id, least: is21 ? 0 : nil, minimum: 1)
            writer.member("priority", priority)
            writer.member("state", state)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: GetDisplayMessagesStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: GetDisplayMessagesStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: GetDisplayMessagesStatus?
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

    /// `GetDisplayMessagesStatusEnumType` of the standard.
    public enum GetDisplayMessagesStatus: OpenEnumeration {
        case accepted, unknown
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Unknown", .unknown),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
