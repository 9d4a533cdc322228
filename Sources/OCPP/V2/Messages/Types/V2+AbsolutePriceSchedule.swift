// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `AbsolutePriceScheduleType` of the standard.
    public struct AbsolutePriceSchedule: V2Payload {
        public var priceScheduleID: Int
        /// Three letters, ISO 4217. At most 3 characters.
        public var currency: String
        /// Language. At most 8 characters.
        public var language: String
        /// Price algorithm. At most 2000 characters.
        public var priceAlgorithm: String
        public var priceRuleStacks: [PriceRuleStack]
        /// Time anchor. Nil where nothing readable was sent.
        public var timeAnchor: OCPPTimestamp?
        /// Price schedule description. At most 160 characters.
        public var priceScheduleDescription: String?
        public var minimumCost: RationalNumber?
        public var maximumCost: RationalNumber?
        public var taxRules: [TaxRule]?
        public var overstayRuleList: OverstayRuleList?
        public var additionalSelectedServices: [AdditionalSelectedServices]?
        public var customData: CustomData?

        public init(
            priceScheduleID: Int, currency: String, language: String, priceAlgorithm: String,
            priceRuleStacks: [PriceRuleStack], timeAnchor: OCPPTimestamp?
        ) {
            self.priceScheduleID = priceScheduleID
            self.currency = currency
            self.language = language
            self.priceAlgorithm = priceAlgorithm
            self.priceRuleStacks = priceRuleStacks
            self.timeAnchor = timeAnchor
        }

        public init(unread: ()) {
            priceScheduleID = 0
            currency = ""
            language = ""
            priceAlgorithm = ""
            priceRuleStacks = []
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("priceScheduleID", &priceScheduleID, Facets(least: 0))
            coder.required("currency", &currency, Facets(limit: 3))
            coder.required("language", &language, Facets(limit: 8))
            coder.required("priceAlgorithm", &priceAlgorithm, Facets(limit: 2000))
            coder.required("priceRuleStacks", &priceRuleStacks, Facets(minItems: 1, maxItems: 1024))
            coder.optional("timeAnchor", &timeAnchor, Facets(required: .always))
            coder.optional("priceScheduleDescription", &priceScheduleDescription, Facets(limit: 160))
            coder.optional("minimumCost", &minimumCost)
            coder.optional("maximumCost", &maximumCost)
            coder.optional("taxRules", &taxRules, Facets(minItems: 1, maxItems: 10))
            coder.optional("overstayRuleList", &overstayRuleList)
            coder.optional(
                "additionalSelectedServices", &additionalSelectedServices, Facets(minItems: 1, maxItems: 5))
        }
    }
}
