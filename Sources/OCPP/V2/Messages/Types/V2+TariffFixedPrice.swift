// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `TariffFixedPriceType` of the standard.
    public struct TariffFixedPrice: V2Payload {
        public var priceFixed: Double
        public var conditions: TariffConditionsFixed?
        public var customData: CustomData?

        public init(priceFixed: Double) { self.priceFixed = priceFixed }

        public init(unread: ()) { priceFixed = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("priceFixed", &priceFixed)
            coder.optional("conditions", &conditions)
        }
    }
}
