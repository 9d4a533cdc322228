// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `LimitMaxDischargeType` of the standard.
    public struct LimitMaxDischarge: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Priority.
        public var priority: Int
        /// Percentage of maximum discharge power.
        public var pctMaxDischargePower: Double?
        /// Power monitoring must trip.
        public var powerMonitoringMustTrip: DERCurve?
        /// Start time.
        public var startTime: OCPPTimestamp?
        /// Duration.
        public var duration: Double?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            priority: Int, pctMaxDischargePower: Double? = nil, powerMonitoringMustTrip: DERCurve? = nil,
            startTime: OCPPTimestamp? = nil, duration: Double? = nil, customData: CustomData? = nil
        ) {
            self.priority = priority
            self.pctMaxDischargePower = pctMaxDischargePower
            self.powerMonitoringMustTrip = powerMonitoringMustTrip
            self.startTime = startTime
            self.duration = duration
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var priority: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "priority": priority = try reader.integer()
                case "pctMaxDischargePower": pctMaxDischargePower = try reader.number()
                case "powerMonitoringMustTrip": powerMonitoringMustTrip = try reader.object()
                case "startTime": startTime = try reader.timestamp()
                case "duration": duration = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.priority = try reader.require(priority, "priority")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("priority", priority, least: 0)
            writer.member("pctMaxDischargePower", number: pctMaxDischargePower)
            writer.member("powerMonitoringMustTrip", powerMonitoringMustTrip)
            writer.member("startTime", startTime)
            writer.member("duration", number: duration)
            writer.member("customData", customData)
        }
    }
}
