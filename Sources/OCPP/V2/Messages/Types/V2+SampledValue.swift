// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

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
        public var customData: CustomData?

        public init(value: Double) { self.value = value }

        public init(unread: ()) { value = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("value", &value)
            coder.optional("context", &context)
            coder.optional("measurand", &measurand)
            coder.optional("phase", &phase)
            coder.optional("location", &location)
            coder.optional("signedMeterValue", &signedMeterValue)
            coder.optional("unitOfMeasure", &unitOfMeasure)
        }
    }
}
