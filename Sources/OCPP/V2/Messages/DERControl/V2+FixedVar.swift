// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `FixedVarType` of the standard.
    public struct FixedVar: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Priority.
        public var priority: Int
        /// What to hold.
        public var setpoint: Double
        /// Unit.
        public var unit: DERUnit
        /// Start time.
        public var startTime: OCPPTimestamp?
        /// Duration.
        public var duration: Double?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            priority: Int, setpoint: Double, unit: DERUnit, startTime: OCPPTimestamp? = nil, duration: Double? = nil,
            customData: CustomData? = nil
        ) {
            self.priority = priority
            self.setpoint = setpoint
            self.unit = unit
            self.startTime = startTime
            self.duration = duration
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var priority: Int?
            var setpoint: Double?
            var unit: DERUnit?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "priority": priority = try reader.integer()
                case "setpoint": setpoint = try reader.number()
                case "unit": unit = try reader.enumeration()
                case "startTime": startTime = try reader.timestamp()
                case "duration": duration = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.priority = try reader.require(priority, "priority")
            self.setpoint = try reader.require(setpoint, "setpoint")
            self.unit = try reader.require(unit, "unit")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("priority", priority, least: 0)
            writer.member("setpoint", number: setpoint)
            writer.member("unit", unit)
            writer.member("startTime", startTime)
            writer.member("duration", number: duration)
            writer.member("customData", customData)
        }
    }
}
