// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks the station to fetch new firmware (1.6 section 5.19).
    public struct UpdateFirmware: OCPPRequest {
        /// The action in the frame.
        public static let action = "UpdateFirmware"
        /// Where from, a URI; the length is ours, the standard sets none.
        public var location: String
        /// How often to try again.
        public var retries: Int?
        /// When to fetch it.
        public var retrieveDate: OCPPTimestamp
        /// Seconds between tries.
        public var retryInterval: Int?

        /// The payload by its members.
        public init(location: String, retries: Int? = nil, retrieveDate: OCPPTimestamp, retryInterval: Int? = nil) {
            self.location = location
            self.retries = retries
            self.retrieveDate = retrieveDate
            self.retryInterval = retryInterval
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var location: String?
            var retries: Int?
            var retrieveDate: OCPPTimestamp?
            var retryInterval: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "location": location = try reader.text()
                case "retries": retries = try reader.integer()
                case "retrieveDate": retrieveDate = try reader.timestamp()
                case "retryInterval": retryInterval = try reader.integer()
                default: try reader.skipValue()
                }
            }
            self.location = try reader.require(location, "location")
            self.retries = retries
            self.retrieveDate = try reader.require(retrieveDate, "retrieveDate")
            self.retryInterval = retryInterval
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("location", location, limit: 2000)
            writer.member("retries", retries)
            writer.member("retrieveDate", retrieveDate)
            writer.member("retryInterval", retryInterval)
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
