// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells that a timed grid control has begun or ended (functional block R).
    public struct NotifyDERStartStop: V2Request {
        /// The action in the frame.
        public static let action = "NotifyDERStartStop"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Names the control. At most 36 characters.
        public var controlId: String
        /// Started.
        public var started: Bool
        /// When it happened, by the station's clock. Nil where nothing readable was sent.
        public var timestamp: OCPPTimestamp?
        /// Superseded ids. At most 36 characters.
        public var supersededIds: [String]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            controlId: String, started: Bool, timestamp: OCPPTimestamp?, supersededIds: [String]? = nil,
            customData: CustomData? = nil
        ) {
            self.controlId = controlId
            self.started = started
            self.timestamp = timestamp
            self.supersededIds = supersededIds
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var controlId: String?
            var started: Bool?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "controlId": controlId = try reader.text()
                case "started": started = try reader.bool()
                case "timestamp": timestamp = try reader.timestamp()
                case "supersededIds": supersededIds = try reader.texts()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.controlId = try reader.require(controlId, "controlId")
            self.started = try reader.require(started, "started")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("controlId", controlId, limit: 36)
            writer.member("started", started)
            writer.require("timestamp", timestamp != nil)
            writer.member("timestamp", timestamp)
            writer.member("supersededIds", supersededIds, limit: 36, minimum: 1, maximum: 24)
            writer.member("customData", customData)
        }

        /// An empty answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
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
