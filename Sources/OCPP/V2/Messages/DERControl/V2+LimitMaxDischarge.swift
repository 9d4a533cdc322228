// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `LimitMaxDischargeType` of the standard.
    public struct LimitMaxDischarge: V2Payload {
        public var priority: Int
        public var pctMaxDischargePower: Double?
        public var powerMonitoringMustTrip: DERCurve?
        public var startTime: OCPPTimestamp?
        public var duration: Double?
        public var customData: CustomData?

        public init(priority: Int) { self.priority = priority }

        public init(unread: ()) { priority = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("priority", &priority, Facets(least: 0))
            coder.optional("pctMaxDischargePower", &pctMaxDischargePower)
            coder.optional("powerMonitoringMustTrip", &powerMonitoringMustTrip)
            coder.optional("startTime", &startTime)
            coder.optional("duration", &duration)
        }
    }
}
