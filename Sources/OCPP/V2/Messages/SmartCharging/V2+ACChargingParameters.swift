// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `ACChargingParametersType` of the standard.
    public struct ACChargingParameters: V2Payload {
        /// Energy wanted, Wh.
        public var energyAmount: Double
        /// EV minimum current.
        public var evMinCurrent: Double
        /// EV maximum current.
        public var evMaxCurrent: Double
        /// EV maximum voltage.
        public var evMaxVoltage: Double
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            energyAmount: Double, evMinCurrent: Double, evMaxCurrent: Double, evMaxVoltage: Double,
            customData: CustomData? = nil
        ) {
            self.energyAmount = energyAmount
            self.evMinCurrent = evMinCurrent
            self.evMaxCurrent = evMaxCurrent
            self.evMaxVoltage = evMaxVoltage
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var energyAmount: Double?
            var evMinCurrent: Double?
            var evMaxCurrent: Double?
            var evMaxVoltage: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "energyAmount": energyAmount = try reader.number()
                case "evMinCurrent": evMinCurrent = try reader.number()
                case "evMaxCurrent": evMaxCurrent = try reader.number()
                case "evMaxVoltage": evMaxVoltage = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.energyAmount = try reader.require(energyAmount, "energyAmount")
            self.evMinCurrent = try reader.require(evMinCurrent, "evMinCurrent")
            self.evMaxCurrent = try reader.require(evMaxCurrent, "evMaxCurrent")
            self.evMaxVoltage = try reader.require(evMaxVoltage, "evMaxVoltage")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("energyAmount", number: energyAmount, whole: !is21)
            writer.member("evMinCurrent", number: evMinCurrent, whole: !is21)
            writer.member("evMaxCurrent", number: evMaxCurrent, whole: !is21)
            writer.member("evMaxVoltage", number: evMaxVoltage, whole: !is21)
            writer.member("customData", customData)
        }
    }
}
