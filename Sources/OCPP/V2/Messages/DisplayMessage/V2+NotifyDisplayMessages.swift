// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Part of the list asked for by GetDisplayMessages (functional block O).
    public struct NotifyDisplayMessages: V2Request {
        /// The action in the frame.
        public static let action = "NotifyDisplayMessages"
        /// Names the request that this belongs to.
        public var requestId: Int
        /// Message info.
        public var messageInfo: [MessageInfo]?
        /// Whether more parts follow. Absent means `false`.
        public var tbc: Bool?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestId: Int, messageInfo: [MessageInfo]? = nil, tbc: Bool? = nil, customData: CustomData? = nil
        ) {
            self.requestId = requestId
            self.messageInfo = messageInfo
            self.tbc = tbc
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestId": requestId = try reader.integer()
                case "messageInfo": messageInfo = try reader.objects()
                case "tbc": tbc = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestId = try reader.require(requestId, "requestId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("requestId", requestId)
            writer.member("messageInfo", messageInfo, minimum: 1)
            writer.member("tbc", tbc)
            writer.member("customData", customData)
        }

        /// An empty answer.
        public struct Response: V2Payload {
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(customData: CustomData? = nil) {
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("customData", customData)
            }
        }
    }
}
