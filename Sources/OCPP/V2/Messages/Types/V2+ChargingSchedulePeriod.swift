// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// A limit or a setpoint from a moment on. Amperes are by phase, watts the sum of the phases.
    public struct ChargingSchedulePeriod: V2Payload {
        /// Seconds from the start of the schedule.
        public var startPeriod: Int
        /// Most that may be drawn, in the schedule's unit. Required in 2.0.1.
        public var limit: Double?
        /// How many phases to charge on; absent on AC means 3.
        public var numberPhases: Int?
        /// The phase of single-phase charging.
        public var phaseToUse: Int?
        /// Most that may be drawn, in the schedule's unit, on L2. 2.1 only.
        public var limitL2: Double?
        /// Most that may be drawn, in the schedule's unit, on L3. 2.1 only.
        public var limitL3: Double?
        /// Most that may be discharged, as a negative figure. 2.1 only.
        public var dischargeLimit: Double?
        /// Most that may be discharged, as a negative figure, on L2. 2.1 only.
        public var dischargeLimitL2: Double?
        /// Most that may be discharged, as a negative figure, on L3. 2.1 only.
        public var dischargeLimitL3: Double?
        /// What to draw, or, negative, to discharge. 2.1 only.
        public var setpoint: Double?
        /// What to draw, or, negative, to discharge, on L2. 2.1 only.
        public var setpointL2: Double?
        /// What to draw, or, negative, to discharge, on L3. 2.1 only.
        public var setpointL3: Double?
        /// Reactive power or current: positive inductive, negative capacitive. 2.1 only.
        public var setpointReactive: Double?
        /// Reactive power or current: positive inductive, negative capacitive, on L2. 2.1 only.
        public var setpointReactiveL2: Double?
        /// Reactive power or current: positive inductive, negative capacitive, on L3. 2.1 only.
        public var setpointReactiveL3: Double?
        /// Whether the battery may be warmed before. 2.1 only.
        public var preconditioningRequest: Bool?
        /// Whether the power electronics may sleep. 2.1 only.
        public var evseSleep: Bool?
        /// Power that a signal or frequency curve adds to, W. 2.1 only.
        public var v2xBaseline: Double?
        /// Who sets the rate; absent means charging only. 2.1 only.
        public var operationMode: OperationMode?
        /// Power by grid frequency. 2.1 only.
        public var v2xFreqWattCurve: [V2XFreqWattPoint]?
        /// Power by the signal of frequency restoration. 2.1 only.
        public var v2xSignalWattCurve: [V2XSignalWattPoint]?
        public var customData: CustomData?

        public init(startPeriod: Int) { self.startPeriod = startPeriod }

        public init(unread: ()) { startPeriod = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("startPeriod", &startPeriod)
            coder.optional("limit", &limit, Facets(tenths201: true, required: .in201))
            coder.optional("numberPhases", &numberPhases, Facets(least21: 0, most21: 3))
            coder.optional("phaseToUse", &phaseToUse, Facets(least21: 0, most21: 3))
            coder.optional("limit_L2", &limitL2, Facets(since: .v21))
            coder.optional("limit_L3", &limitL3, Facets(since: .v21))
            coder.optional("dischargeLimit", &dischargeLimit, Facets(most: 0, since: .v21))
            coder.optional("dischargeLimit_L2", &dischargeLimitL2, Facets(most: 0, since: .v21))
            coder.optional("dischargeLimit_L3", &dischargeLimitL3, Facets(most: 0, since: .v21))
            coder.optional("setpoint", &setpoint, Facets(since: .v21))
            coder.optional("setpoint_L2", &setpointL2, Facets(since: .v21))
            coder.optional("setpoint_L3", &setpointL3, Facets(since: .v21))
            coder.optional("setpointReactive", &setpointReactive, Facets(since: .v21))
            coder.optional("setpointReactive_L2", &setpointReactiveL2, Facets(since: .v21))
            coder.optional("setpointReactive_L3", &setpointReactiveL3, Facets(since: .v21))
            coder.optional("preconditioningRequest", &preconditioningRequest, Facets(since: .v21))
            coder.optional("evseSleep", &evseSleep, Facets(since: .v21))
            coder.optional("v2xBaseline", &v2xBaseline, Facets(since: .v21))
            coder.optional("operationMode", &operationMode, Facets(since: .v21))
            coder.optional("v2xFreqWattCurve", &v2xFreqWattCurve, Facets(minItems: 1, maxItems: 20, since: .v21))
            coder.optional(
                "v2xSignalWattCurve", &v2xSignalWattCurve, Facets(minItems: 1, maxItems: 20, since: .v21))
        }
    }
}
