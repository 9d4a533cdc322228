// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Shows that the station is there, and asks for the time (functional block G).
    public struct Heartbeat: V2Request {
        /// The action in the frame.
        public static let action = "Heartbeat"
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

        /// The answer.
        public struct Response: V2Payload {
            /// The time to set the station's clock by.
            public var currentTime: OCPPTimestamp
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(currentTime: OCPPTimestamp, customData: CustomData? = nil) {
                self.currentTime = currentTime
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var currentTime: OCPPTimestamp?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "currentTime": currentTime = try reader.timestamp()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.currentTime = try reader.require(currentTime, "currentTime")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("currentTime", currentTime)
                writer.member("customData", customData)
            }
        }
    }
}
