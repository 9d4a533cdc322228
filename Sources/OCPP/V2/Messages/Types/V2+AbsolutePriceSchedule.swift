// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `AbsolutePriceScheduleType` of the standard.
    public struct AbsolutePriceSchedule: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Price schedule ID.
        public var priceScheduleID: Int
        /// Three letters, ISO 4217. At most 3 characters.
        public var currency: String
        /// Language. At most 8 characters.
        public var language: String
        /// Price algorithm. At most 2000 characters.
        public var priceAlgorithm: String
        /// Price rule stacks.
        public var priceRuleStacks: [PriceRuleStack]
        /// Time anchor. Nil where nothing readable was sent.
        public var timeAnchor: OCPPTimestamp?
        /// Price schedule description. At most 160 characters.
        public var priceScheduleDescription: String?
        /// Minimum cost.
        public var minimumCost: RationalNumber?
        /// Maximum cost.
        public var maximumCost: RationalNumber?
        /// Tax rules.
        public var taxRules: [TaxRule]?
        /// Overstay rule list.
        public var overstayRuleList: OverstayRuleList?
        /// Additional selected services.
        public var additionalSelectedServices: [AdditionalSelectedServices]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            priceScheduleID: Int, currency: String, language: String, priceAlgorithm: String,
            priceRuleStacks: [PriceRuleStack], timeAnchor: OCPPTimestamp?, priceScheduleDescription: String? = nil,
            minimumCost: RationalNumber? = nil, maximumCost: RationalNumber? = nil, taxRules: [TaxRule]? = nil,
            overstayRuleList: OverstayRuleList? = nil, additionalSelectedServices: [AdditionalSelectedServices]? = nil,
            customData: CustomData? = nil
        ) {
            self.priceScheduleID = priceScheduleID
            self.currency = currency
            self.language = language
            self.priceAlgorithm = priceAlgorithm
            self.priceRuleStacks = priceRuleStacks
            self.timeAnchor = timeAnchor
            self.priceScheduleDescription = priceScheduleDescription
            self.minimumCost = minimumCost
            self.maximumCost = maximumCost
            self.taxRules = taxRules
            self.overstayRuleList = overstayRuleList
            self.additionalSelectedServices = additionalSelectedServices
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var priceScheduleID: Int?
            var currency: String?
            var language: String?
            var priceAlgorithm: String?
            var priceRuleStacks: [PriceRuleStack]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "priceScheduleID": priceScheduleID = try reader.integer()
                case "currency": currency = try reader.text()
                case "language": language = try reader.text()
                case "priceAlgorithm": priceAlgorithm = try reader.text()
                case "priceRuleStacks": priceRuleStacks = try reader.objects()
                case "timeAnchor": timeAnchor = try reader.timestamp()
                case "priceScheduleDescription": priceScheduleDescription = try reader.text()
                case "minimumCost": minimumCost = try reader.object()
                case "maximumCost": maximumCost = try reader.object()
                case "taxRules": taxRules = try reader.objects()
                case "overstayRuleList": overstayRuleList = try reader.object()
                case "additionalSelectedServices": additionalSelectedServices = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.priceScheduleID = try reader.require(priceScheduleID, "priceScheduleID")
            self.currency = try reader.require(currency, "currency")
            self.language = try reader.require(language, "language")
            self.priceAlgorithm = try reader.require(priceAlgorithm, "priceAlgorithm")
            self.priceRuleStacks = try reader.require(priceRuleStacks, "priceRuleStacks")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("priceScheduleID", priceScheduleID, least: 0)
            writer.member("currency", currency, limit: 3)
            writer.member("language", language, limit: 8)
            writer.member("priceAlgorithm", priceAlgorithm, limit: 2000)
            writer.member("priceRuleStacks", priceRuleStacks, minimum: 1, maximum: 1024)
            writer.require("timeAnchor", timeAnchor != nil)
            writer.member("timeAnchor", timeAnchor)
            writer.member("priceScheduleDescription", priceScheduleDescription, limit: 160)
            writer.member("minimumCost", minimumCost)
            writer.member("maximumCost", maximumCost)
            writer.member("taxRules", taxRules, minimum: 1, maximum: 10)
            writer.member("overstayRuleList", overstayRuleList)
            writer.member("additionalSelectedServices", additionalSelectedServices, minimum: 1, maximum: 5)
            writer.member("customData", customData)
        }
    }
}
