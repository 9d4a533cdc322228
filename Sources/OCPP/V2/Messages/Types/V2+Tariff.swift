// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `TariffType` of the standard.
    public struct Tariff: V2Payload {
        /// Tariff id. At most 60 characters.
        public var tariffId: String
        /// Three letters, ISO 4217. At most 3 characters.
        public var currency: String
        public var description: [MessageContent]?
        public var energy: TariffEnergy?
        /// Not in force before.
        public var validFrom: OCPPTimestamp?
        public var chargingTime: TariffTime?
        public var idleTime: TariffTime?
        public var fixedFee: TariffFixed?
        public var reservationTime: TariffTime?
        public var reservationFixed: TariffFixed?
        public var minCost: Price?
        public var maxCost: Price?
        public var customData: CustomData?

        public init(tariffId: String, currency: String) {
            self.tariffId = tariffId
            self.currency = currency
        }

        public init(unread: ()) {
            tariffId = ""
            currency = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("tariffId", &tariffId, Facets(limit: 60))
            coder.required("currency", &currency, Facets(limit: 3))
            coder.optional("description", &description, Facets(minItems: 1, maxItems: 10))
            coder.optional("energy", &energy)
            coder.optional("validFrom", &validFrom)
            coder.optional("chargingTime", &chargingTime)
            coder.optional("idleTime", &idleTime)
            coder.optional("fixedFee", &fixedFee)
            coder.optional("reservationTime", &reservationTime)
            coder.optional("reservationFixed", &reservationFixed)
            coder.optional("minCost", &minCost)
            coder.optional("maxCost", &maxCost)
        }
    }
}
