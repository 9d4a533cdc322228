// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `TariffEnergyPriceType` of the standard.
    public struct TariffEnergyPrice: V2Payload {
        public var priceKwh: Double
        public var conditions: TariffConditions?
        public var customData: CustomData?

        public init(priceKwh: Double) { self.priceKwh = priceKwh }

        public init(unread: ()) { priceKwh = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("priceKwh", &priceKwh)
            coder.optional("conditions", &conditions)
        }
    }
}
