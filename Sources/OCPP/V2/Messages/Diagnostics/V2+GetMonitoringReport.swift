// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for the monitors that fit, which come as NotifyMonitoringReport (functional block N).
    public struct GetMonitoringReport: V2Request {
        /// The action in the frame.
        public static let action = "GetMonitoringReport"
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// Component variable.
        public var componentVariable: [ComponentVariable]?
        /// Monitoring criteria.
        public var monitoringCriteria: [MonitoringCriterion]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestId: Int, componentVariable: [ComponentVariable]? = nil,
            monitoringCriteria: [MonitoringCriterion]? = nil, customData: CustomData? = nil
        ) {
            self.requestId = requestId
            self.componentVariable = componentVariable
            self.monitoringCriteria = monitoringCriteria
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestId": requestId = try reader.integer()
                case "componentVariable": componentVariable = try reader.objects()
                case "monitoringCriteria": monitoringCriteria = try reader.enumerations()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestId = try reader.require(requestId, "requestId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("requestId", requestId)
            writer.member("componentVariable", componentVariable, minimum: 1)
            writer.member("monitoringCriteria", monitoringCriteria, minimum: 1, maximum: 3)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: GenericDeviceModelStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: GenericDeviceModelStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: GenericDeviceModelStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
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
                writer.member("customData", customData)
            }
        }
    }

    /// `MonitoringCriterionEnumType` of the standard.
    public enum MonitoringCriterion: OpenEnumeration {
        case thresholdMonitoring, deltaMonitoring, periodicMonitoring
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("ThresholdMonitoring", .thresholdMonitoring), ("DeltaMonitoring", .deltaMonitoring),
            ("PeriodicMonitoring", .periodicMonitoring),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
