// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `EVPowerScheduleEntryType` of the standard.
    public struct EVPowerScheduleEntry: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Duration.
        public var duration: Int
        /// Power.
        public var power: Double
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(duration: Int, power: Double, customData: CustomData? = nil) {
            self.duration = duration
            self.power = power
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var duration: Int?
            var power: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "duration": duration = try reader.integer()
                case "power": power = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.duration = try reader.require(duration, "duration")
            self.power = try reader.require(power, "power")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("duration", duration)
            writer.member("power", number: power)
            writer.member("customData", customData)
        }
    }
}
