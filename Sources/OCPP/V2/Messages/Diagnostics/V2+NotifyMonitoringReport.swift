// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Part of the report asked for by GetMonitoringReport (functional block N).
    public struct NotifyMonitoringReport: V2Request {
        public static let action = "NotifyMonitoringReport"
        public typealias Response = EmptyResponse<Self>
        /// Names the request that this belongs to.
        public var requestId: Int
        /// Number of the part, from 0.
        public var seqNo: Int
        public var monitor: [MonitoringData]?
        /// Whether more parts follow. Absent means `false`.
        public var tbc: Bool?
        /// When the report was made. Nil where nothing readable was sent.
        public var generatedAt: OCPPTimestamp?
        public var customData: CustomData?

        public init(requestId: Int, seqNo: Int, generatedAt: OCPPTimestamp?) {
            self.requestId = requestId
            self.seqNo = seqNo
            self.generatedAt = generatedAt
        }

        public init(unread: ()) {
            requestId = 0
            seqNo = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestId", &requestId)
            coder.required("seqNo", &seqNo, Facets(least21: 0))
            coder.optional("monitor", &monitor, Facets(minItems: 1))
            coder.optional("tbc", &tbc)
            coder.optional("generatedAt", &generatedAt, Facets(required: .always))
        }
    }

    /// `MonitoringDataType` of the standard.
    public struct MonitoringData: V2Payload {
        /// The component.
        public var component: Component
        /// The variable.
        public var variable: Variable
        public var variableMonitoring: [VariableMonitoring]
        public var customData: CustomData?

        public init(component: Component, variable: Variable, variableMonitoring: [VariableMonitoring]) {
            self.component = component
            self.variable = variable
            self.variableMonitoring = variableMonitoring
        }

        public init(unread: ()) {
            component = .unread
            variable = .unread
            variableMonitoring = []
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("component", &component)
            coder.required("variable", &variable)
            coder.required("variableMonitoring", &variableMonitoring, Facets(minItems: 1))
        }
    }

    /// `VariableMonitoringType` of the standard.
    public struct VariableMonitoring: V2Payload {
        public var id: Int
        public var transaction: Bool
        public var value: Double
        public var type: MonitorKind
        /// From 0, danger, to 9, a message for debugging.
        public var severity: Int
        /// Event notification type. 2.1 only. Required in 2.1.
        public var eventNotificationType: EventNotification?
        public var customData: CustomData?

        public init(id: Int, transaction: Bool, value: Double, type: MonitorKind, severity: Int) {
            self.id = id
            self.transaction = transaction
            self.value = value
            self.type = type
            self.severity = severity
        }

        public init(unread: ()) {
            id = 0
            transaction = false
            value = 0
            type = .unread
            severity = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("id", &id, Facets(least21: 0))
            coder.required("transaction", &transaction)
            coder.required("value", &value)
            coder.required("type", &type)
            coder.required("severity", &severity, Facets(least21: 0))
            coder.optional("eventNotificationType", &eventNotificationType, Facets(required: .in21, since: .v21))
        }
    }
}
