// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Sets monitors of variables (functional block N).
    public struct SetVariableMonitoring: V2Request {
        public static let action = "SetVariableMonitoring"
        public var setMonitoringData: [SetMonitoringData]
        public var customData: CustomData?

        public init(setMonitoringData: [SetMonitoringData]) { self.setMonitoringData = setMonitoringData }

        public init(unread: ()) { setMonitoringData = [] }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("setMonitoringData", &setMonitoringData, Facets(minItems: 1))
        }

        /// The answer.
        public struct Response: V2Payload {
            public var setMonitoringResult: [SetMonitoringResult]
            public var customData: CustomData?

            public init(setMonitoringResult: [SetMonitoringResult]) {
                self.setMonitoringResult = setMonitoringResult
            }

            public init(unread: ()) { setMonitoringResult = [] }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("setMonitoringResult", &setMonitoringResult, Facets(minItems: 1))
            }
        }
    }

    /// `SetMonitoringDataType` of the standard.
    public struct SetMonitoringData: V2Payload {
        public var value: Double
        public var type: MonitorKind
        /// From 0, danger, to 9, a message for debugging.
        public var severity: Int
        /// The component.
        public var component: Component
        /// The variable.
        public var variable: Variable
        public var id: Int?
        /// Transaction. Absent means `false`.
        public var transaction: Bool?
        /// Periodic event stream. 2.1 only.
        public var periodicEventStream: PeriodicEventStreamParams?
        public var customData: CustomData?

        public init(value: Double, type: MonitorKind, severity: Int, component: Component, variable: Variable) {
            self.value = value
            self.type = type
            self.severity = severity
            self.component = component
            self.variable = variable
        }

        public init(unread: ()) {
            value = 0
            type = .unread
            severity = 0
            component = .unread
            variable = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("value", &value)
            coder.required("type", &type)
            coder.required("severity", &severity, Facets(least21: 0))
            coder.required("component", &component)
            coder.required("variable", &variable)
            coder.optional("id", &id, Facets(least21: 0))
            coder.optional("transaction", &transaction)
            coder.optional("periodicEventStream", &periodicEventStream, Facets(since: .v21))
        }
    }

    /// `SetMonitoringResultType` of the standard.
    public struct SetMonitoringResult: V2Payload {
        /// What became of it.
        public var status: SetMonitoringStatus
        public var type: MonitorKind
        /// The component.
        public var component: Component
        /// The variable.
        public var variable: Variable
        /// From 0, danger, to 9, a message for debugging.
        public var severity: Int
        public var id: Int?
        /// The reason, in detail.
        public var statusInfo: StatusInfo?
        public var customData: CustomData?

        public init(
            status: SetMonitoringStatus, type: MonitorKind, component: Component, variable: Variable,
            severity: Int
        ) {
            self.status = status
            self.type = type
            self.component = component
            self.variable = variable
            self.severity = severity
        }

        public init(unread: ()) {
            status = .unread
            type = .unread
            component = .unread
            variable = .unread
            severity = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("status", &status)
            coder.required("type", &type)
            coder.required("component", &component)
            coder.required("variable", &variable)
            coder.required("severity", &severity, Facets(least21: 0))
            coder.optional("id", &id, Facets(least21: 0))
            coder.optional("statusInfo", &statusInfo)
        }
    }

    /// `SetMonitoringStatusEnumType` of the standard.
    public enum SetMonitoringStatus: OpenEnumeration {
        case accepted, unknownComponent, unknownVariable, unsupportedMonitorType, rejected, duplicate
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("UnknownComponent", .unknownComponent),
            ("UnknownVariable", .unknownVariable), ("UnsupportedMonitorType", .unsupportedMonitorType),
            ("Rejected", .rejected), ("Duplicate", .duplicate),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
