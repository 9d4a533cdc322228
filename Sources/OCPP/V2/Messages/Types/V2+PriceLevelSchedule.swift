// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `PriceLevelScheduleType` of the standard.
    public struct PriceLevelSchedule: V2Payload {
        public var priceLevelScheduleEntries: [PriceLevelScheduleEntry]
        public var priceScheduleId: Int
        public var numberOfPriceLevels: Int
        /// Time anchor. Nil where nothing readable was sent.
        public var timeAnchor: OCPPTimestamp?
        /// Price schedule description. At most 32 characters.
        public var priceScheduleDescription: String?
        public var customData: CustomData?

        public init(
            priceLevelScheduleEntries: [PriceLevelScheduleEntry], priceScheduleId: Int,
            numberOfPriceLevels: Int, timeAnchor: OCPPTimestamp?
        ) {
            self.priceLevelScheduleEntries = priceLevelScheduleEntries
            self.priceScheduleId = priceScheduleId
            self.numberOfPriceLevels = numberOfPriceLevels
            self.timeAnchor = timeAnchor
        }

        public init(unread: ()) {
            priceLevelScheduleEntries = []
            priceScheduleId = 0
            numberOfPriceLevels = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required(
                "priceLevelScheduleEntries", &priceLevelScheduleEntries, Facets(minItems: 1, maxItems: 100))
            coder.required("priceScheduleId", &priceScheduleId, Facets(least: 0))
            coder.required("numberOfPriceLevels", &numberOfPriceLevels, Facets(least: 0))
            coder.optional("timeAnchor", &timeAnchor, Facets(required: .always))
            coder.optional("priceScheduleDescription", &priceScheduleDescription, Facets(limit: 32))
        }
    }
}
