// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells of an event that concerns security (functional block A).
    public struct SecurityEventNotification: V2Request {
        /// The action in the frame.
        public static let action = "SecurityEventNotification"
        /// Type. At most 50 characters.
        public var type: String
        /// When it happened, by the station's clock. Nil where nothing readable was sent.
        public var timestamp: OCPPTimestamp?
        /// Details for technicians. At most 255 characters.
        public var techInfo: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(type: String, timestamp: OCPPTimestamp?, techInfo: String? = nil, customData: CustomData? = nil) {
            self.type = type
            self.timestamp = timestamp
            self.techInfo = techInfo
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var type: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "type": type = try reader.text()
                case "timestamp": timestamp = try reader.timestamp()
                case "techInfo": techInfo = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.type = try reader.require(type, "type")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("type", type, limit: 50)
            writer.require("timestamp", timestamp != nil)
            writer.member("timestamp", timestamp)
            writer.member("techInfo", techInfo, limit: 255)
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
