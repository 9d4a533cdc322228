// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `DERCurveType` of the standard.
    public struct DERCurve: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Curve data.
        public var curveData: [DERCurvePoints]
        /// Priority.
        public var priority: Int
        /// Y unit.
        public var yUnit: DERUnit
        /// Hysteresis.
        public var hysteresis: Hysteresis?
        /// Reactive power parameters.
        public var reactivePowerParams: ReactivePowerParams?
        /// Voltage parameters.
        public var voltageParams: VoltageParams?
        /// Response time.
        public var responseTime: Double?
        /// Start time.
        public var startTime: OCPPTimestamp?
        /// Duration.
        public var duration: Double?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            curveData: [DERCurvePoints], priority: Int, yUnit: DERUnit, hysteresis: Hysteresis? = nil,
            reactivePowerParams: ReactivePowerParams? = nil, voltageParams: VoltageParams? = nil,
            responseTime: Double? = nil, startTime: OCPPTimestamp? = nil, duration: Double? = nil,
            customData: CustomData? = nil
        ) {
            self.curveData = curveData
            self.priority = priority
            self.yUnit = yUnit
            self.hysteresis = hysteresis
            self.reactivePowerParams = reactivePowerParams
            self.voltageParams = voltageParams
            self.responseTime = responseTime
            self.startTime = startTime
            self.duration = duration
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var curveData: [DERCurvePoints]?
            var priority: Int?
            var yUnit: DERUnit?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "curveData": curveData = try reader.objects()
                case "priority": priority = try reader.integer()
                case "yUnit": yUnit = try reader.enumeration()
                case "hysteresis": hysteresis = try reader.object()
                case "reactivePowerParams": reactivePowerParams = try reader.object()
                case "voltageParams": voltageParams = try reader.object()
                case "responseTime": responseTime = try reader.number()
                case "startTime": startTime = try reader.timestamp()
                case "duration": duration = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.curveData = try reader.require(curveData, "curveData")
            self.priority = try reader.require(priority, "priority")
            self.yUnit = try reader.require(yUnit, "yUnit")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("curveData", curveData, minimum: 1, maximum: 10)
            writer.member("priority", priority, least: 0)
            writer.member("yUnit", yUnit)
            writer.member("hysteresis", hysteresis)
            writer.member("reactivePowerParams", reactivePowerParams)
            writer.member("voltageParams", voltageParams)
            writer.member("responseTime", number: responseTime)
            writer.member("startTime", startTime)
            writer.member("duration", number: duration)
            writer.member("customData", customData)
        }
    }
}
