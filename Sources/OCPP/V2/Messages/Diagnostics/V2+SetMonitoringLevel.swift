// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Chooses up to which severity events are told (functional block N).
    public struct SetMonitoringLevel: V2Request {
        public static let action = "SetMonitoringLevel"
        public typealias Response = StatusResponse<Self, GenericStatus>
        /// From 0, danger, to 9, a message for debugging.
        public var severity: Int
        public var customData: CustomData?

        public init(severity: Int) { self.severity = severity }

        public init(unread: ()) { severity = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("severity", &severity, Facets(least21: 0))
        }
    }
}
