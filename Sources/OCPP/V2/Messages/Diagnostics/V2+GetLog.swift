// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for the upload of a log (functional block N).
    public struct GetLog: V2Request {
        /// The action in the frame.
        public static let action = "GetLog"
        /// Log.
        public var log: LogParameters
        /// Log type.
        public var logType: LogKind
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// How often to try.
        public var retries: Int?
        /// Seconds between tries.
        public var retryInterval: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            log: LogParameters, logType: LogKind, requestId: Int, retries: Int? = nil, retryInterval: Int? = nil,
            customData: CustomData? = nil
        ) {
            self.log = log
            self.logType = logType
            self.requestId = requestId
            self.retries = retries
            self.retryInterval = retryInterval
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var log: LogParameters?
            var logType: LogKind?
            var requestId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "log": log = try reader.object()
                case "logType": logType = try reader.enumeration()
                case "requestId": requestId = try reader.integer()
                case "retries": retries = try reader.integer()
                case "retryInterval": retryInterval = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.log = try reader.require(log, "log")
            self.logType = try reader.require(logType, "logType")
            self.requestId = try reader.require(requestId, "requestId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("log", log)
            writer.member("logType", logType)
            writer.member("requestId", requestId)
            writer.member("retries", retries, least: is21 ? 0 : nil)
            writer.member("retryInterval", retryInterval)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: LogStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// Filename. At most 255 characters.
            public var filename: String?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: LogStatus, statusInfo: StatusInfo? = nil, filename: String? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.filename = filename
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: LogStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
                    case "filename": filename = try reader.text()
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
                writer.member("filename", filename, limit: 255)
                writer.member("customData", customData)
            }
        }
    }

    /// `LogEnumType` of the standard.
    public enum LogKind: OpenEnumeration {
        case diagnosticsLog, securityLog, dataCollectorLog
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("DiagnosticsLog", .diagnosticsLog), ("SecurityLog", .securityLog), ("DataCollectorLog", .dataCollectorLog),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .dataCollectorLog: version == .v21
            default: unlistedText == nil
            }
        }
    }

    /// `LogParametersType` of the standard.
    public struct LogParameters: V2Payload {
        /// Remote location. At most 2000 characters (2.0.1: 512).
        public var remoteLocation: String
        /// Oldest timestamp.
        public var oldestTimestamp: OCPPTimestamp?
        /// Latest timestamp.
        public var latestTimestamp: OCPPTimestamp?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            remoteLocation: String, oldestTimestamp: OCPPTimestamp? = nil, latestTimestamp: OCPPTimestamp? = nil,
            customData: CustomData? = nil
        ) {
            self.remoteLocation = remoteLocation
            self.oldestTimestamp = oldestTimestamp
            self.latestTimestamp = latestTimestamp
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var remoteLocation: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "remoteLocation": remoteLocation = try reader.text()
                case "oldestTimestamp": oldestTimestamp = try reader.timestamp()
                case "latestTimestamp": latestTimestamp = try reader.timestamp()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.remoteLocation = try reader.require(remoteLocation, "remoteLocation")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("remoteLocation", remoteLocation, limit: is21 ? 2000 : 512)
            writer.member("oldestTimestamp", oldestTimestamp)
            writer.member("latestTimestamp", latestTimestamp)
            writer.member("customData", customData)
        }
    }

    /// `LogStatusEnumType` of the standard.
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
