// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `FreqDroopType` of the standard.
    public struct FreqDroop: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Priority.
        public var priority: Int
        /// Over frequency.
        public var overFreq: Double
        /// Under frequency.
        public var underFreq: Double
        /// Over droop.
        public var overDroop: Double
        /// Under droop.
        public var underDroop: Double
        /// Response time.
        public var responseTime: Double
        /// Start time.
        public var startTime: OCPPTimestamp?
        /// Duration.
        public var duration: Double?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            priority: Int, overFreq: Double, underFreq: Double, overDroop: Double, underDroop: Double,
            responseTime: Double, startTime: OCPPTimestamp? = nil, duration: Double? = nil,
            customData: CustomData? = nil
        ) {
            self.priority = priority
            self.overFreq = overFreq
            self.underFreq = underFreq
            self.overDroop = overDroop
            self.underDroop = underDroop
            self.responseTime = responseTime
            self.startTime = startTime
            self.duration = duration
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var priority: Int?
            var overFreq: Double?
            var underFreq: Double?
            var overDroop: Double?
            var underDroop: Double?
            var responseTime: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "priority": priority = try reader.integer()
                case "overFreq": overFreq = try reader.number()
                case "underFreq": underFreq = try reader.number()
                case "overDroop": overDroop = try reader.number()
                case "underDroop": underDroop = try reader.number()
                case "responseTime": responseTime = try reader.number()
                case "startTime": startTime = try reader.timestamp()
                case "duration": duration = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.priority = try reader.require(priority, "priority")
            self.overFreq = try reader.require(overFreq, "overFreq")
            self.underFreq = try reader.require(underFreq, "underFreq")
            self.overDroop = try reader.require(overDroop, "overDroop")
            self.underDroop = try reader.require(underDroop, "underDroop")
            self.responseTime = try reader.require(responseTime, "responseTime")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("priority", priority, least: 0)
            writer.member("overFreq", number: overFreq)
            writer.member("underFreq", number: underFreq)
            writer.member("overDroop", number: overDroop)
            writer.member("underDroop", number: underDroop)
            writer.member("responseTime", number: responseTime)
            writer.member("startTime", startTime)
            writer.member("duration", number: duration)
            writer.member("customData", customData)
        }
    }
}
