// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `EVAbsolutePriceScheduleType` of the standard.
    public struct EVAbsolutePriceSchedule: V2Payload {
        /// Three letters, ISO 4217. At most 3 characters.
        public var currency: String
        public var evAbsolutePriceScheduleEntries: [EVAbsolutePriceScheduleEntry]
        /// Price algorithm. At most 2000 characters.
        public var priceAlgorithm: String
        /// Time anchor. Nil where nothing readable was sent.
        public var timeAnchor: OCPPTimestamp?
        public var customData: CustomData?

        public init(
            currency: String, evAbsolutePriceScheduleEntries: [EVAbsolutePriceScheduleEntry],
            priceAlgorithm: String, timeAnchor: OCPPTimestamp?
        ) {
            self.currency = currency
            self.evAbsolutePriceScheduleEntries = evAbsolutePriceScheduleEntries
            self.priceAlgorithm = priceAlgorithm
            self.timeAnchor = timeAnchor
        }

        public init(unread: ()) {
            currency = ""
            evAbsolutePriceScheduleEntries = []
            priceAlgorithm = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("currency", &currency, Facets(limit: 3))
            coder.required(
                "evAbsolutePriceScheduleEntries", &evAbsolutePriceScheduleEntries,
                Facets(minItems: 1, maxItems: 1024))
            coder.required("priceAlgorithm", &priceAlgorithm, Facets(limit: 2000))
            coder.optional("timeAnchor", &timeAnchor, Facets(required: .always))
        }
    }
}
