// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `TariffConditionsFixedType` of the standard.
    public struct TariffConditionsFixed: V2Payload {
        public var startTimeOfDay: String?
        public var endTimeOfDay: String?
        public var dayOfWeek: [DayOfWeek]?
        public var validFromDate: String?
        public var validToDate: String?
        public var evseKind: EvseKind?
        /// Payment brand. At most 20 characters.
        public var paymentBrand: String?
        /// Payment recognition. At most 20 characters.
        public var paymentRecognition: String?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("startTimeOfDay", &startTimeOfDay)
            coder.optional("endTimeOfDay", &endTimeOfDay)
            coder.optional("dayOfWeek", &dayOfWeek, Facets(minItems: 1, maxItems: 7))
            coder.optional("validFromDate", &validFromDate)
            coder.optional("validToDate", &validToDate)
            coder.optional("evseKind", &evseKind)
            coder.optional("paymentBrand", &paymentBrand, Facets(limit: 20))
            coder.optional("paymentRecognition", &paymentRecognition, Facets(limit: 20))
        }
    }
}
