// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Newer figures of a dynamic profile.
    public struct ChargingScheduleUpdate: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
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
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            limit: Double? = nil, limitL2: Double? = nil, limitL3: Double? = nil, dischargeLimit: Double? = nil,
            dischargeLimitL2: Double? = nil, dischargeLimitL3: Double? = nil, setpoint: Double? = nil,
            setpointL2: Double? = nil, setpointL3: Double? = nil, setpointReactive: Double? = nil,
            setpointReactiveL2: Double? = nil, setpointReactiveL3: Double? = nil, customData: CustomData? = nil
        ) {
            self.limit = limit
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
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "limit": limit = try reader.number()
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
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("limit", number: limit)
            writer.member("limit_L2", number: limitL2)
            writer.member("limit_L3", number: limitL3)
            writer.member("dischargeLimit", number: dischargeLimit, most: 0)
            writer.member("dischargeLimit_L2", number: dischargeLimitL2, most: 0)
            writer.member("dischargeLimit_L3", number: dischargeLimitL3, most: 0)
            writer.member("setpoint", number: setpoint)
            writer.member("setpoint_L2", number: setpointL2)
            writer.member("setpoint_L3", number: setpointL3)
            writer.member("setpointReactive", number: setpointReactive)
            writer.member("setpointReactive_L2", number: setpointReactiveL2)
            writer.member("setpointReactive_L3", number: setpointReactiveL3)
            writer.member("customData", customData)
        }
    }
}
