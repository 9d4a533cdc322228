// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

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
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            startPeriod: Int, limit: Double? = nil, numberPhases: Int? = nil, phaseToUse: Int? = nil,
            limitL2: Double? = nil, limitL3: Double? = nil, dischargeLimit: Double? = nil,
            dischargeLimitL2: Double? = nil, dischargeLimitL3: Double? = nil, setpoint: Double? = nil,
            setpointL2: Double? = nil, setpointL3: Double? = nil, setpointReactive: Double? = nil,
            setpointReactiveL2: Double? = nil, setpointReactiveL3: Double? = nil, preconditioningRequest: Bool? = nil,
            evseSleep: Bool? = nil, v2xBaseline: Double? = nil, operationMode: OperationMode? = nil,
            v2xFreqWattCurve: [V2XFreqWattPoint]? = nil, v2xSignalWattCurve: [V2XSignalWattPoint]? = nil,
            customData: CustomData? = nil
        ) {
            self.startPeriod = startPeriod
            self.limit = limit
            self.numberPhases = numberPhases
            self.phaseToUse = phaseToUse
            self.limitL2 = limitL2
            self.limitL3 = limitL3
            self.dischargeLimit = dischargeLimit
            self.dischargeLimitL2 = dischargeLimitL2
            self.dischargeLimitL3 = dischargeLimitL3
            self.setpoint = setpoint
            self.setpointL2 = setpointL2
            self.setpointL3 = setpointL3
            self.setpointReactive = setpointReactive
            self.setpointReactiveL2 = setpointReactiveL2
            self.setpointReactiveL3 = setpointReactiveL3
            self.preconditioningRequest = preconditioningRequest
            self.evseSleep = evseSleep
            self.v2xBaseline = v2xBaseline
            self.operationMode = operationMode
            self.v2xFreqWattCurve = v2xFreqWattCurve
            self.v2xSignalWattCurve = v2xSignalWattCurve
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var startPeriod: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "startPeriod": startPeriod = try reader.integer()
                case "limit": limit = try reader.number()
                case "numberPhases": numberPhases = try reader.integer()
                case "phaseToUse": phaseToUse = try reader.integer()
                case "limit_L2": limitL2 = try reader.number()
                case "limit_L3": limitL3 = try reader.number()
                case "dischargeLimit": dischargeLimit = try reader.number()
                case "dischargeLimit_L2": dischargeLimitL2 = try reader.number()
                case "dischargeLimit_L3": dischargeLimitL3 = try reader.number()
                case "setpoint": setpoint = try reader.number()
                case "setpoint_L2": setpointL2 = try reader.number()
                case "setpoint_L3": setpointL3 = try reader.number()
                case "setpointReactive": setpointReactive = try reader.number()
                case "setpointReactive_L2": setpointReactiveL2 = try reader.number()
                case "setpointReactive_L3": setpointReactiveL3 = try reader.number()
                case "preconditioningRequest": preconditioningRequest = try reader.bool()
                case "evseSleep": evseSleep = try reader.bool()
                case "v2xBaseline": v2xBaseline = try reader.number()
                case "operationMode": operationMode = try reader.enumeration()
                case "v2xFreqWattCurve": v2xFreqWattCurve = try reader.objects()
                case "v2xSignalWattCurve": v2xSignalWattCurve = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.startPeriod = try reader.require(startPeriod, "startPeriod")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("startPeriod", startPeriod)
            writer.require("limit", limit != nil || is21)
            writer.member("limit", number: limit, tenths: !is21)
            writer.member("numberPhases", numberPhases, least: is21 ? 0 : nil, most: is21 ? 3 : nil)
            writer.member("phaseToUse", phaseToUse, least: is21 ? 0 : nil, most: is21 ? 3 : nil)
            writer.member("limit_L2", number: limitL2, since: .v21)
            writer.member("limit_L3", number: limitL3, since: .v21)
            writer.member("dischargeLimit", number: dischargeLimit, most: 0, since: .v21)
            writer.member("dischargeLimit_L2", number: dischargeLimitL2, most: 0, since: .v21)
            writer.member("dischargeLimit_L3", number: dischargeLimitL3, most: 0, since: .v21)
            writer.member("setpoint", number: setpoint, since: .v21)
            writer.member("setpoint_L2", number: setpointL2, since: .v21)
            writer.member("setpoint_L3", number: setpointL3, since: .v21)
            writer.member("setpointReactive", number: setpointReactive, since: .v21)
            writer.member("setpointReactive_L2", number: setpointReactiveL2, since: .v21)
            writer.member("setpointReactive_L3", number: setpointReactiveL3, since: .v21)
            writer.member("preconditioningRequest", preconditioningRequest, since: .v21)
            writer.member("evseSleep", evseSleep, since: .v21)
            writer.member("v2xBaseline", number: v2xBaseline, since: .v21)
            writer.member("operationMode", operationMode, since: .v21)
            writer.member("v2xFreqWattCurve", v2xFreqWattCurve, minimum: 1, maximum: 20, since: .v21)
            writer.member("v2xSignalWattCurve", v2xSignalWattCurve, minimum: 1, maximum: 20, since: .v21)
            writer.member("customData", customData)
        }
    }
}
