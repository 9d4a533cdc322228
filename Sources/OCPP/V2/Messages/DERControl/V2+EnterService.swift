// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `EnterServiceType` of the standard.
    public struct EnterService: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Priority.
        public var priority: Int
        /// High voltage.
        public var highVoltage: Double
        /// Low voltage.
        public var lowVoltage: Double
        /// High frequency.
        public var highFreq: Double
        /// Low frequency.
        public var lowFreq: Double
        /// Delay.
        public var delay: Double?
        /// Random delay.
        public var randomDelay: Double?
        /// Ramp rate.
        public var rampRate: Double?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            priority: Int, highVoltage: Double, lowVoltage: Double, highFreq: Double, lowFreq: Double,
            delay: Double? = nil, randomDelay: Double? = nil, rampRate: Double? = nil, customData: CustomData? = nil
        ) {
            self.priority = priority
            self.highVoltage = highVoltage
            self.lowVoltage = lowVoltage
            self.highFreq = highFreq
            self.lowFreq = lowFreq
            self.delay = delay
            self.randomDelay = randomDelay
            self.rampRate = rampRate
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var priority: Int?
            var highVoltage: Double?
            var lowVoltage: Double?
            var highFreq: Double?
            var lowFreq: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "priority": priority = try reader.integer()
                case "highVoltage": highVoltage = try reader.number()
                case "lowVoltage": lowVoltage = try reader.number()
                case "highFreq": highFreq = try reader.number()
                case "lowFreq": lowFreq = try reader.number()
                case "delay": delay = try reader.number()
                case "randomDelay": randomDelay = try reader.number()
                case "rampRate": rampRate = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.priority = try reader.require(priority, "priority")
            self.highVoltage = try reader.require(highVoltage, "highVoltage")
            self.lowVoltage = try reader.require(lowVoltage, "lowVoltage")
            self.highFreq = try reader.require(highFreq, "highFreq")
            self.lowFreq = try reader.require(lowFreq, "lowFreq")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("priority", priority, least: 0)
            writer.member("highVoltage", number: highVoltage)
            writer.member("lowVoltage", number: lowVoltage)
            writer.member("highFreq", number: highFreq)
            writer.member("lowFreq", number: lowFreq)
            writer.member("delay", number: delay)
            writer.member("randomDelay", number: randomDelay)
            writer.member("rampRate", number: rampRate)
            writer.member("customData", customData)
        }
    }
}
