// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `EVPriceRuleType` of the standard.
    public struct EVPriceRule: V2Payload {
        public var energyFee: Double
        public var powerRangeStart: Double
        public var customData: CustomData?

        public init(energyFee: Double, powerRangeStart: Double) {
            self.energyFee = energyFee
            self.powerRangeStart = powerRangeStart
        }

        public init(unread: ()) {
            energyFee = 0
            powerRangeStart = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("energyFee", &energyFee)
            coder.required("powerRangeStart", &powerRangeStart)
        }
    }
}
