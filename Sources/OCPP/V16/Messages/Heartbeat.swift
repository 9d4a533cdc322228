// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Sent by the station to show that it is there (1.6 section 4.6).
    public struct Heartbeat: OCPPRequest {
        /// The action in the frame.
        public static let action = "Heartbeat"

        /// A payload without members.
        public init() {}

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.skipValue()
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {}

        /// Carries the time.
        public struct Response: OCPPPayload {
            /// The time to set the station's clock by.
            public var currentTime: OCPPTimestamp

            /// The payload by its members.
            public init(currentTime: OCPPTimestamp) {
                self.currentTime = currentTime
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var currentTime: OCPPTimestamp?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "currentTime": currentTime = try reader.timestamp()
                    default: try reader.skipValue()
                    }
                }
                self.currentTime = try reader.require(currentTime, "currentTime")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("currentTime", currentTime)
            }
        }
    }
}
