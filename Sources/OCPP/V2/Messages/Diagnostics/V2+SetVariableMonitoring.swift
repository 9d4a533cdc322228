// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Sets monitors of variables (functional block N).
    public struct SetVariableMonitoring: V2Request {
        /// The action in the frame.
        public static let action = "SetVariableMonitoring"
        /// Set monitoring data.
        public var setMonitoringData: [SetMonitoringData]
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(setMonitoringData: [SetMonitoringData], customData: CustomData? = nil) {
            self.setMonitoringData = setMonitoringData
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var setMonitoringData: [SetMonitoringData]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "setMonitoringData": setMonitoringData = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.setMonitoringData = try reader.require(setMonitoringData, "setMonitoringData")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("setMonitoringData", setMonitoringData, minimum: 1)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// Set monitoring result.
            public var setMonitoringResult: [SetMonitoringResult]
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(setMonitoringResult: [SetMonitoringResult], customData: CustomData? = nil) {
                self.setMonitoringResult = setMonitoringResult
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var setMonitoringResult: [SetMonitoringResult]?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "setMonitoringResult": setMonitoringResult = try reader.objects()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.setMonitoringResult = try reader.require(setMonitoringResult, "setMonitoringResult")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("setMonitoringResult", setMonitoringResult, minimum: 1)
                writer.member("customData", customData)
            }
        }
    }

    /// `SetMonitoringDataType` of the standard.
    public struct SetMonitoringData: V2Payload {
        /// Value.
        public var value: Double
        /// Type.
        public var type: MonitorKind
        /// From 0, danger, to 9, a message for debugging.
        public var severity: Int
        /// The component.
        public var component: Component
        /// The variable.
        public var variable: Variable
        /// Id.
        public var id: Int?
        /// Transaction. Absent means `false`.
        public var transaction: Bool?
        /// Periodic event stream. 2.1 only.
        public var periodicEventStream: PeriodicEventStreamParams?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            value: Double, type: MonitorKind, severity: Int, component: Component, variable: Variable, id: Int? = nil,
            transaction: Bool? = nil, periodicEventStream: PeriodicEventStreamParams? = nil,
            customData: CustomData? = nil
        ) {
            self.value = value
            self.type = type
            self.severity = severity
            self.component = component
            self.variable = variable
            self.id = id
            self.transaction = transaction
            self.periodicEventStream = periodicEventStream
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var value: Double?
            var type: MonitorKind?
            var severity: Int?
            var component: Component?
            var variable: Variable?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "value": value = try reader.number()
                case "type": type = try reader.enumeration()
                case "severity": severity = try reader.integer()
                case "component": component = try reader.object()
                case "variable": variable = try reader.object()
                case "id": id = try reader.integer()
                case "transaction": transaction = try reader.bool()
                case "periodicEventStream": periodicEventStream = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.value = try reader.require(value, "value")
            self.type = try reader.require(type, "type")
            self.severity = try reader.require(severity, "severity")
            self.component = try reader.require(component, "component")
            self.variable = try reader.require(variable, "variable")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("value", number: value)
            writer.member("type", type)
            writer.member("severity", severity, least: is21 ? 0 : nil)
            writer.member("component", component)
            writer.member("variable", variable)
            writer.member("id", id, least: is21 ? 0 : nil)
            writer.member("transaction", transaction)
            writer.member("periodicEventStream", periodicEventStream, since: .v21)
            writer.member("customData", customData)
        }
    }

    /// `SetMonitoringResultType` of the standard.
    public struct SetMonitoringResult: V2Payload {
        /// What became of it.
        public var status: SetMonitoringStatus
        /// Type.
        public var type: MonitorKind
        /// The component.
        public var component: Component
        /// The variable.
        public var variable: Variable
        /// From 0, danger, to 9, a message for debugging.
        public var severity: Int
        /// Id.
        public var id: Int?
        /// The reason, in detail.
        public var statusInfo: StatusInfo?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            status: SetMonitoringStatus, type: MonitorKind, component: Component, variable: Variable, severity: Int,
            id: Int? = nil, statusInfo: StatusInfo? = nil, customData: CustomData? = nil
        ) {
            self.status = status
            self.type = type
            self.component = component
            self.variable = variable
            self.severity = severity
            self.id = id
            self.statusInfo = statusInfo
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var status: SetMonitoringStatus?
            var type: MonitorKind?
            var component: Component?
            var variable: Variable?
            var severity: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "status": status = try reader.enumeration()
                case "type": type = try reader.enumeration()
                case "component": component = try reader.object()
                case "variable": variable = try reader.object()
                case "severity": severity = try reader.integer()
                case "id": id = try reader.integer()
                case "statusInfo": statusInfo = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.status = try reader.require(status, "status")
            self.type = try reader.require(type, "type")
            self.component = try reader.require(component, "component")
            self.variable = try reader.require(variable, "variable")
            self.severity = try reader.require(severity, "severity")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("status", status)
            writer.member("type", type)
            writer.member("component", component)
            writer.member("variable", variable)
            writer.member("severity", severity, least: is21 ? 0 : nil)
            writer.member("id", id, least: is21 ? 0 : nil)
            writer.member("statusInfo", statusInfo)
            writer.member("customData", customData)
        }
    }

    /// `SetMonitoringStatusEnumType` of the standard.
    public enum SetMonitoringStatus: OpenEnumeration {
        case accepted, unknownComponent, unknownVariable, unsupportedMonitorType, rejected, duplicate
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("UnknownComponent", .unknownComponent), ("UnknownVariable", .unknownVariable),
            ("UnsupportedMonitorType", .unsupportedMonitorType), ("Rejected", .rejected), ("Duplicate", .duplicate),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
