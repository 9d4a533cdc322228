// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for the monitors that fit, which come as NotifyMonitoringReport (functional block N).
    public struct GetMonitoringReport: V2Request {
        public static let action = "GetMonitoringReport"
        public typealias Response = StatusResponse<Self, GenericDeviceModelStatus>
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        public var componentVariable: [ComponentVariable]?
        public var monitoringCriteria: [MonitoringCriterion]?
        public var customData: CustomData?

        public init(requestId: Int) { self.requestId = requestId }

        public init(unread: ()) { requestId = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestId", &requestId)
            coder.optional("componentVariable", &componentVariable, Facets(minItems: 1))
            coder.optional("monitoringCriteria", &monitoringCriteria, Facets(minItems: 1, maxItems: 3))
        }
    }

    /// `MonitoringCriterionEnumType` of the standard.
    public enum MonitoringCriterion: OpenEnumeration {
        case thresholdMonitoring, deltaMonitoring, periodicMonitoring
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("ThresholdMonitoring", .thresholdMonitoring), ("DeltaMonitoring", .deltaMonitoring),
            ("PeriodicMonitoring", .periodicMonitoring),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
