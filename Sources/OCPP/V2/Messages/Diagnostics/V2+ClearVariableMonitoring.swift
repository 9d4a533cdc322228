// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Removes monitors of variables (functional block N).
    public struct ClearVariableMonitoring: V2Request {
        public static let action = "ClearVariableMonitoring"
        public var id: [Int]
        public var customData: CustomData?

        public init(id: [Int]) { self.id = id }

        public init(unread: ()) { id = [] }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("id", &id, Facets(least21: 0, minItems: 1))
        }

        /// The answer.
        public struct Response: V2Payload {
            public var clearMonitoringResult: [ClearMonitoringResult]
            public var customData: CustomData?

            public init(clearMonitoringResult: [ClearMonitoringResult]) {
                self.clearMonitoringResult = clearMonitoringResult
            }

            public init(unread: ()) { clearMonitoringResult = [] }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("clearMonitoringResult", &clearMonitoringResult, Facets(minItems: 1))
            }
        }
    }

    /// `ClearMonitoringResultType` of the standard.
    public struct ClearMonitoringResult: V2Payload {
        /// What became of it.
        public var status: ClearMonitoringStatus
        public var id: Int
        /// The reason, in detail.
        public var statusInfo: StatusInfo?
        public var customData: CustomData?

        public init(status: ClearMonitoringStatus, id: Int) {
            self.status = status
            self.id = id
        }

        public init(unread: ()) {
            status = .unread
            id = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("status", &status)
            coder.required("id", &id, Facets(least21: 0))
            coder.optional("statusInfo", &statusInfo)
        }
    }

    /// `ClearMonitoringStatusEnumType` of the standard.
    public enum ClearMonitoringStatus: OpenEnumeration {
        case accepted, rejected, notFound
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("NotFound", .notFound),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
