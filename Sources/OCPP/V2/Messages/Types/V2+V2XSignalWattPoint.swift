// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `V2XSignalWattPointType` of the standard.
    public struct V2XSignalWattPoint: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Signal.
        public var signal: Int
        /// Power.
        public var power: Double
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(signal: Int, power: Double, customData: CustomData? = nil) {
            self.signal = signal
            self.power = power
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var signal: Int?
            var power: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "signal": signal = try reader.integer()
                case "power": power = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.signal = try reader.require(signal, "signal")
            self.power = try reader.require(power, "power")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("signal", signal)
            writer.member("power", number: power)
            writer.member("customData", customData)
        }
    }
}
