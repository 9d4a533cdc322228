// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `PriceRuleType` of the standard.
    public struct PriceRule: V2Payload {
        public var energyFee: RationalNumber
        public var powerRangeStart: RationalNumber
        public var parkingFeePeriod: Int?
        public var carbonDioxideEmission: Int?
        public var renewableGenerationPercentage: Int?
        public var parkingFee: RationalNumber?
        public var customData: CustomData?

        public init(energyFee: RationalNumber, powerRangeStart: RationalNumber) {
            self.energyFee = energyFee
            self.powerRangeStart = powerRangeStart
        }

        public init(unread: ()) {
            energyFee = .unread
            powerRangeStart = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("energyFee", &energyFee)
            coder.required("powerRangeStart", &powerRangeStart)
            coder.optional("parkingFeePeriod", &parkingFeePeriod)
            coder.optional("carbonDioxideEmission", &carbonDioxideEmission, Facets(least: 0))
            coder.optional(
                "renewableGenerationPercentage", &renewableGenerationPercentage, Facets(least: 0, most: 100))
            coder.optional("parkingFee", &parkingFee)
        }
    }
}
