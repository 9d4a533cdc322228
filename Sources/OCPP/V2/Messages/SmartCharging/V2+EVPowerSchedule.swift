// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `EVPowerScheduleType` of the standard.
    public struct EVPowerSchedule: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// EV power schedule entries.
        public var evPowerScheduleEntries: [EVPowerScheduleEntry]
        /// Time anchor. Nil where nothing readable was sent.
        public var timeAnchor: OCPPTimestamp?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            evPowerScheduleEntries: [EVPowerScheduleEntry], timeAnchor: OCPPTimestamp?, customData: CustomData? = nil
        ) {
            self.evPowerScheduleEntries = evPowerScheduleEntries
            self.timeAnchor = timeAnchor
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var evPowerScheduleEntries: [EVPowerScheduleEntry]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "evPowerScheduleEntries": evPowerScheduleEntries = try reader.objects()
                case "timeAnchor": timeAnchor = try reader.timestamp()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.evPowerScheduleEntries = try reader.require(evPowerScheduleEntries, "evPowerScheduleEntries")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("evPowerScheduleEntries", evPowerScheduleEntries, minimum: 1, maximum: 1024)
            writer.require("timeAnchor", timeAnchor != nil)
            writer.member("timeAnchor", timeAnchor)
            writer.member("customData", customData)
        }
    }
}
