// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ConstantStreamDataType` of the standard.
    public struct ConstantStreamData: V2Payload {
        public var id: Int
        public var params: PeriodicEventStreamParams
        public var variableMonitoringId: Int
        public var customData: CustomData?

        public init(id: Int, params: PeriodicEventStreamParams, variableMonitoringId: Int) {
            self.id = id
            self.params = params
            self.variableMonitoringId = variableMonitoringId
        }

        public init(unread: ()) {
            id = 0
            params = .unread
            variableMonitoringId = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("id", &id, Facets(least: 0))
            coder.required("params", &params)
            coder.required("variableMonitoringId", &variableMonitoringId, Facets(least: 0))
        }
    }
}
