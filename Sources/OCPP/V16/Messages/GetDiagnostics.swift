// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks for an upload of diagnostics (1.6 section 5.9).
    public struct GetDiagnostics: OCPPRequest {
        /// The action in the frame.
        public static let action = "GetDiagnostics"
        /// Where to, a URI; the length is ours, the standard sets none.
        public var location: String
        /// How often to try again.
        public var retries: Int?
        /// Seconds between tries.
        public var retryInterval: Int?
        /// From when.
        public var startTime: OCPPTimestamp?
        /// Until when.
        public var stopTime: OCPPTimestamp?

        /// The payload by its members.
        public init(
            location: String, retries: Int? = nil, retryInterval: Int? = nil, startTime: OCPPTimestamp? = nil,
            stopTime: OCPPTimestamp? = nil
        ) {
            self.location = location
            self.retries = retries
            self.retryInterval = retryInterval
            self.startTime = startTime
            self.stopTime = stopTime
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var location: String?
            var retries: Int?
            var retryInterval: Int?
            var startTime: OCPPTimestamp?
            var stopTime: OCPPTimestamp?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "location": location = try reader.text()
                case "retries": retries = try reader.integer()
                case "retryInterval": retryInterval = try reader.integer()
                case "startTime": startTime = try reader.timestamp()
                case "stopTime": stopTime = try reader.timestamp()
                default: try reader.skipValue()
                }
            }
            self.location = try reader.require(location, "location")
            self.retries = retries
            self.retryInterval = retryInterval
            self.startTime = startTime
            self.stopTime = stopTime
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("location", location, limit: 2000)
            writer.member("retries", retries)
            writer.member("retryInterval", retryInterval)
            writer.member("startTime", startTime)
            writer.member("stopTime", stopTime)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// The file to come; absent where there is none.
            public var fileName: String?

            /// The payload by its members.
            public init(fileName: String? = nil) {
                self.fileName = fileName
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var fileName: String?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "fileName": fileName = try reader.text()
                    default: try reader.skipValue()
                    }
                }
                self.fileName = fileName
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("fileName", fileName, limit: 255)
            }
        }
    }
}
