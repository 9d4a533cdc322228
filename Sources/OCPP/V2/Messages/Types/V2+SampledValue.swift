// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// One measured value.
    public struct SampledValue: V2Payload {
        /// The value in its unit, before the power of ten.
        public var value: Double
        /// What made the station sample. Absent means `Sample.Periodic`.
        public var context: ReadingContext?
        /// What is measured. Absent means `Energy.Active.Import.Register`.
        public var measurand: Measurand?
        /// At which conductors; absent means all together.
        public var phase: Phase?
        /// Where it is measured. Absent means `Outlet`.
        public var location: Location?
        /// The value as its meter has signed it.
        public var signedMeterValue: SignedMeterValue?
        /// Unit and power of ten; absent means Wh.
        public var unitOfMeasure: UnitOfMeasure?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            value: Double, context: ReadingContext? = nil, measurand: Measurand? = nil, phase: Phase? = nil,
            location: Location? = nil, signedMeterValue: SignedMeterValue? = nil, unitOfMeasure: UnitOfMeasure? = nil,
            customData: CustomData? = nil
        ) {
            self.value = value
            self.context = context
            self.measurand = measurand
            self.phase = phase
            self.location = location
            self.signedMeterValue = signedMeterValue
            self.unitOfMeasure = unitOfMeasure
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var value: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "value": value = try reader.number()
                case "context": context = try reader.enumeration()
                case "measurand": measurand = try reader.enumeration()
                case "phase": phase = try reader.enumeration()
                case "location": location = try reader.enumeration()
                case "signedMeterValue": signedMeterValue = try reader.object()
                case "unitOfMeasure": unitOfMeasure = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.value = try reader.require(value, "value")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("value", number: value)
            writer.member("context", context)
            writer.member("measurand", measurand)
            writer.member("phase", phase)
            writer.member("location", location)
            writer.member("signedMeterValue", signedMeterValue)
            writer.member("unitOfMeasure", unitOfMeasure)
            writer.member("customData", customData)
        }
    }
}
