// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `FixedVarType` of the standard.
    public struct FixedVar: V2Payload {
        public var priority: Int
        /// What to hold.
        public var setpoint: Double
        public var unit: DERUnit
        public var startTime: OCPPTimestamp?
        public var duration: Double?
        public var customData: CustomData?

        public init(priority: Int, setpoint: Double, unit: DERUnit) {
            self.priority = priority
            self.setpoint = setpoint
            self.unit = unit
        }

        public init(unread: ()) {
            priority = 0
            setpoint = 0
            unit = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("priority", &priority, Facets(least: 0))
            coder.required("setpoint", &setpoint)
            coder.required("unit", &unit)
            coder.optional("startTime", &startTime)
            coder.optional("duration", &duration)
        }
    }
}
