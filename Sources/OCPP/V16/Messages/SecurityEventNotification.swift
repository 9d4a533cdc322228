// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Something that matters for security happened at the station (1.6 security whitepaper).
    public struct SecurityEventNotification: OCPPRequest {
        /// The action in the frame.
        public static let action = "SecurityEventNotification"
        /// Kind of event.
        public var type: String
        /// When, by the station's clock; nil where the station sent nothing readable.
        public var timestamp: OCPPTimestamp?
        /// Further words.
        public var techInfo: String?

        /// The payload by its members.
        public init(type: String, timestamp: OCPPTimestamp?, techInfo: String? = nil) {
            self.type = type
            self.timestamp = timestamp
            self.techInfo = techInfo
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var type: String?
            var timestamp: OCPPTimestamp?
            var techInfo: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "type": type = try reader.text()
                case "timestamp": timestamp = try reader.timestamp()
                case "techInfo": techInfo = try reader.text()
                default: try reader.skipValue()
                }
            }
            self.type = try reader.require(type, "type")
            self.timestamp = timestamp
            self.techInfo = techInfo
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("type", type, limit: 50)
            writer.require("timestamp", timestamp != nil)
            writer.member("timestamp", timestamp)
            writer.member("techInfo", techInfo, limit: 255)
        }

        /// An empty answer.
        public struct Response: OCPPPayload {
            /// A payload without members.
            public init() {}

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.skipValue()
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {}
        }
    }
}
