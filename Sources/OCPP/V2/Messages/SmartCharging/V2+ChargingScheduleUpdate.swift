// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Newer figures of a dynamic profile.
    public struct ChargingScheduleUpdate: V2Payload {
        /// Most that may be drawn, in the schedule's unit.
        public var limit: Double?
        /// Most that may be drawn, in the schedule's unit, on L2.
        public var limitL2: Double?
        /// Most that may be drawn, in the schedule's unit, on L3.
        public var limitL3: Double?
        /// Most that may be discharged, as a negative figure.
        public var dischargeLimit: Double?
        /// Most that may be discharged, as a negative figure, on L2.
        public var dischargeLimitL2: Double?
        /// Most that may be discharged, as a negative figure, on L3.
        public var dischargeLimitL3: Double?
        /// What to draw, or, negative, to discharge.
        public var setpoint: Double?
        /// What to draw, or, negative, to discharge, on L2.
        public var setpointL2: Double?
        /// What to draw, or, negative, to discharge, on L3.
        public var setpointL3: Double?
        /// Reactive power or current: positive inductive, negative capacitive.
        public var setpointReactive: Double?
        /// Reactive power or current: positive inductive, negative capacitive, on L2.
        public var setpointReactiveL2: Double?
        /// Reactive power or current: positive inductive, negative capacitive, on L3.
        public var setpointReactiveL3: Double?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("limit", &limit)
            coder.optional("limit_L2", &limitL2)
            coder.optional("limit_L3", &limitL3)
            coder.optional("dischargeLimit", &dischargeLimit, Facets(most: 0))
            coder.optional("dischargeLimit_L2", &dischargeLimitL2, Facets(most: 0))
            coder.optional("dischargeLimit_L3", &dischargeLimitL3, Facets(most: 0))
            coder.optional("setpoint", &setpoint)
            coder.optional("setpoint_L2", &setpointL2)
            coder.optional("setpoint_L3", &setpointL3)
            coder.optional("setpointReactive", &setpointReactive)
            coder.optional("setpointReactive_L2", &setpointReactiveL2)
            coder.optional("setpointReactive_L3", &setpointReactiveL3)
        }
    }
}
