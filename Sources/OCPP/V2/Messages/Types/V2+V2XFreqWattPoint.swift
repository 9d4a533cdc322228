// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `V2XFreqWattPointType` of the standard.
    public struct V2XFreqWattPoint: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Frequency.
        public var frequency: Double
        /// Power.
        public var power: Double
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(frequency: Double, power: Double, customData: CustomData? = nil) {
            self.frequency = frequency
            self.power = power
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var frequency: Double?
            var power: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "frequency": frequency = try reader.number()
                case "power": power = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.frequency = try reader.require(frequency, "frequency")
            self.power = try reader.require(power, "power")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("frequency", number: frequency)
            writer.member("power", number: power)
            writer.member("customData", customData)
        }
    }
}
