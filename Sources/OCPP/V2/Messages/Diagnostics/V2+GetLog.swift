// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for the upload of a log (functional block N).
    public struct GetLog: V2Request {
        public static let action = "GetLog"
        public var log: LogParameters
        public var logType: LogKind
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// How often to try.
        public var retries: Int?
        /// Seconds between tries.
        public var retryInterval: Int?
        public var customData: CustomData?

        public init(log: LogParameters, logType: LogKind, requestId: Int) {
            self.log = log
            self.logType = logType
            self.requestId = requestId
        }

        public init(unread: ()) {
            log = .unread
            logType = .unread
            requestId = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("log", &log)
            coder.required("logType", &logType)
            coder.required("requestId", &requestId)
            coder.optional("retries", &retries, Facets(least21: 0))
            coder.optional("retryInterval", &retryInterval)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: LogStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// Filename. At most 255 characters.
            public var filename: String?
            public var customData: CustomData?

            public init(status: LogStatus) { self.status = status }

            public init(unread: ()) { status = .unread }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("status", &status)
                coder.optional("statusInfo", &statusInfo)
                coder.optional("filename", &filename, Facets(limit: 255))
            }
        }
    }

    /// `LogEnumType` of the standard.
    public enum LogKind: OpenEnumeration {
        case diagnosticsLog, securityLog, dataCollectorLog
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("DiagnosticsLog", .diagnosticsLog), ("SecurityLog", .securityLog),
            ("DataCollectorLog", .dataCollectorLog),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `LogParametersType` of the standard.
    public struct LogParameters: V2Payload {
        /// Remote location. At most 2000 characters (2.0.1: 512).
        public var remoteLocation: String
        public var oldestTimestamp: OCPPTimestamp?
        public var latestTimestamp: OCPPTimestamp?
        public var customData: CustomData?

        public init(remoteLocation: String) { self.remoteLocation = remoteLocation }

        public init(unread: ()) { remoteLocation = "" }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("remoteLocation", &remoteLocation, Facets(limit: 2000, limit201: 512))
            coder.optional("oldestTimestamp", &oldestTimestamp)
            coder.optional("latestTimestamp", &latestTimestamp)
        }
    }

    /// `LogStatusEnumType` of the standard.
    public enum LogStatus: OpenEnumeration {
        case accepted, rejected, acceptedCanceled
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("AcceptedCanceled", .acceptedCanceled),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
