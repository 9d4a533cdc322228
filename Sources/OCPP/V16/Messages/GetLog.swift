// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks the station to upload a log (1.6 security whitepaper).
    public struct GetLog: OCPPRequest {
        /// The action in the frame.
        public static let action = "GetLog"
        /// Which log.
        public var logType: LogType
        /// Names the request in the notifications that follow.
        public var requestId: Int
        /// How often an upload is tried again.
        public var retries: Int?
        /// Time between two tries, s.
        public var retryInterval: Int?
        /// Where to, and of which time.
        public var log: LogParameters

        /// The payload by its members.
        public init(
            logType: LogType, requestId: Int, retries: Int? = nil, retryInterval: Int? = nil, log: LogParameters
        ) {
            self.logType = logType
            self.requestId = requestId
            self.retries = retries
            self.retryInterval = retryInterval
            self.log = log
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var logType: LogType?
            var requestId: Int?
            var retries: Int?
            var retryInterval: Int?
            var log: LogParameters?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "logType": logType = try reader.enumeration()
                case "requestId": requestId = try reader.integer()
                case "retries": retries = try reader.integer()
                case "retryInterval": retryInterval = try reader.integer()
                case "log": log = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.logType = try reader.require(logType, "logType")
            self.requestId = try reader.require(requestId, "requestId")
            self.retries = retries
            self.retryInterval = retryInterval
            self.log = try reader.require(log, "log")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("logType", logType)
            writer.member("requestId", requestId)
            writer.member("retries", retries)
            writer.member("retryInterval", retryInterval)
            writer.member("log", log)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether it will.
            public var status: LogStatus
            /// The file that it will upload.
            public var filename: String?

            /// The payload by its members.
            public init(status: LogStatus, filename: String? = nil) {
                self.status = status
                self.filename = filename
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: LogStatus?
                var filename: String?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "filename": filename = try reader.text()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
                self.filename = filename
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
                writer.member("filename", filename, limit: 255)
            }
        }
    }

    /// A log of the station.
    public enum LogType: OpenEnumeration {
        case diagnosticsLog, securityLog
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("DiagnosticsLog", .diagnosticsLog), ("SecurityLog", .securityLog),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// Whether a log will be uploaded.
    public enum LogStatus: OpenEnumeration {
        case accepted, rejected, acceptedCanceled
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("AcceptedCanceled", .acceptedCanceled),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
