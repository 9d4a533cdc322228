// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `TariffTimePriceType` of the standard.
    public struct TariffTimePrice: V2Payload {
        public var priceMinute: Double
        public var conditions: TariffConditions?
        public var customData: CustomData?

        public init(priceMinute: Double) { self.priceMinute = priceMinute }

        public init(unread: ()) { priceMinute = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("priceMinute", &priceMinute)
            coder.optional("conditions", &conditions)
        }
    }
}
