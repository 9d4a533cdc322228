// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Part of the report asked for by GetMonitoringReport (functional block N).
    public struct NotifyMonitoringReport: V2Request {
        /// The action in the frame.
        public static let action = "NotifyMonitoringReport"
        /// Names the request that this belongs to.
        public var requestId: Int
        /// Number of the part, from 0.
        public var seqNo: Int
        /// Monitor.
        public var monitor: [MonitoringData]?
        /// Whether more parts follow. Absent means `false`.
        public var tbc: Bool?
        /// When the report was made. Nil where nothing readable was sent.
        public var generatedAt: OCPPTimestamp?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestId: Int, seqNo: Int, monitor: [MonitoringData]? = nil, tbc: Bool? = nil, generatedAt: OCPPTimestamp?,
            customData: CustomData? = nil
        ) {
            self.requestId = requestId
            self.seqNo = seqNo
            self.monitor = monitor
            self.tbc = tbc
            self.generatedAt = generatedAt
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestId: Int?
            var seqNo: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestId": requestId = try reader.integer()
                case "seqNo": seqNo = try reader.integer()
                case "monitor": monitor = try reader.objects()
                case "tbc": tbc = try reader.bool()
                case "generatedAt": generatedAt = try reader.timestamp()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestId = try reader.require(requestId, "requestId")
            self.seqNo = try reader.require(seqNo, "seqNo")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("requestId", requestId)
            writer.member("seqNo", seqNo, least: is21 ? 0 : nil)
            writer.member("monitor", monitor, minimum: 1)
            writer.member("tbc", tbc)
            writer.require("generatedAt", generatedAt != nil)
            writer.member("generatedAt", generatedAt)
            writer.member("customData", customData)
        }

        /// An empty answer.
        public struct Response: V2Payload {
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
        }
    }

    /// `MonitoringDataType` of the standard.
    public struct MonitoringData: V2Payload {
        /// The component.
        public var component: Component
        /// The variable.
        public var variable: Variable
        /// Variable monitoring.
        public var variableMonitoring: [VariableMonitoring]
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            component: Component, variable: Variable, variableMonitoring: [VariableMonitoring],
            customData: CustomData? = nil
        ) {
            self.component = component
            self.variable = variable
            self.variableMonitoring = variableMonitoring
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var component: Component?
            var variable: Variable?
            var variableMonitoring: [VariableMonitoring]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "component": component = try reader.object()
                case "variable": variable = try reader.object()
                case "variableMonitoring": variableMonitoring = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.component = try reader.require(component, "component")
            self.variable = try reader.require(variable, "variable")
            self.variableMonitoring = try reader.require(variableMonitoring, "variableMonitoring")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("component", component)
            writer.member("variable", variable)
            writer.member("variableMonitoring", variableMonitoring, minimum: 1)
            writer.member("customData", customData)
        }
    }

    /// `VariableMonitoringType` of the standard.
    public struct VariableMonitoring: V2Payload {
        /// Id.
        public var id: Int
        /// Transaction.
        public var transaction: Bool
        /// Value.
        public var value: Double
        /// Type.
        public var type: MonitorKind
        /// From 0, danger, to 9, a message for debugging.
        public var severity: Int
        /// Event notification type. 2.1 only. Required in 2.1.
        public var eventNotificationType: EventNotification?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            id: Int, transaction: Bool, value: Double, type: MonitorKind, severity: Int,
            eventNotificationType: EventNotification? = nil, customData: CustomData? = nil
        ) {
            self.id = id
            self.transaction = transaction
            self.value = value
            self.type = type
            self.severity = severity
            self.eventNotificationType = eventNotificationType
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var id: Int?
            var transaction: Bool?
            var value: Double?
            var type: MonitorKind?
            var severity: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "id": id = try reader.integer()
                case "transaction": transaction = try reader.bool()
                case "value": value = try reader.number()
                case "type": type = try reader.enumeration()
                case "severity": severity = try reader.integer()
                case "eventNotificationType": eventNotificationType = try reader.enumeration()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.id = try reader.require(id, "id")
            self.transaction = try reader.require(transaction, "transaction")
            self.value = try reader.require(value, "value")
            self.type = try reader.require(type, "type")
            self.severity = try reader.require(severity, "severity")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("id", id, least: is21 ? 0 : nil)
            writer.member("transaction", transaction)
            writer.member("value", number: value)
            writer.member("type", type)
            writer.member("severity", severity, least: is21 ? 0 : nil)
            writer.require("eventNotificationType", eventNotificationType != nil || !is21)
            writer.member("eventNotificationType", eventNotificationType, since: .v21)
            writer.member("customData", customData)
        }
    }
}
