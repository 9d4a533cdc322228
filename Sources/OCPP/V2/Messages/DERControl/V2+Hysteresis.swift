// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `HysteresisType` of the standard.
    public struct Hysteresis: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Hysteresis high.
        public var hysteresisHigh: Double?
        /// Hysteresis low.
        public var hysteresisLow: Double?
        /// Hysteresis delay.
        public var hysteresisDelay: Double?
        /// Hysteresis gradient.
        public var hysteresisGradient: Double?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            hysteresisHigh: Double? = nil, hysteresisLow: Double? = nil, hysteresisDelay: Double? = nil,
            hysteresisGradient: Double? = nil, customData: CustomData? = nil
        ) {
            self.hysteresisHigh = hysteresisHigh
            self.hysteresisLow = hysteresisLow
            self.hysteresisDelay = hysteresisDelay
            self.hysteresisGradient = hysteresisGradient
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "hysteresisHigh": hysteresisHigh = try reader.number()
                case "hysteresisLow": hysteresisLow = try reader.number()
                case "hysteresisDelay": hysteresisDelay = try reader.number()
                case "hysteresisGradient": hysteresisGradient = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("hysteresisHigh", number: hysteresisHigh)
            writer.member("hysteresisLow", number: hysteresisLow)
            writer.member("hysteresisDelay", number: hysteresisDelay)
            writer.member("hysteresisGradient", number: hysteresisGradient)
            writer.member("customData", customData)
        }
    }
}
