// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `TaxRuleType` of the standard.
    public struct TaxRule: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Tax rule ID.
        public var taxRuleID: Int
        /// Applies to energy fee.
        public var appliesToEnergyFee: Bool
        /// Applies to parking fee.
        public var appliesToParkingFee: Bool
        /// Applies to overstay fee.
        public var appliesToOverstayFee: Bool
        /// Applies to minimum maximum cost.
        public var appliesToMinimumMaximumCost: Bool
        /// Tax rate.
        public var taxRate: RationalNumber
        /// Tax rule name. At most 100 characters.
        public var taxRuleName: String?
        /// Tax included in price.
        public var taxIncludedInPrice: Bool?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            taxRuleID: Int, appliesToEnergyFee: Bool, appliesToParkingFee: Bool, appliesToOverstayFee: Bool,
            appliesToMinimumMaximumCost: Bool, taxRate: RationalNumber, taxRuleName: String? = nil,
            taxIncludedInPrice: Bool? = nil, customData: CustomData? = nil
        ) {
            self.taxRuleID = taxRuleID
            self.appliesToEnergyFee = appliesToEnergyFee
            self.appliesToParkingFee = appliesToParkingFee
            self.appliesToOverstayFee = appliesToOverstayFee
            self.appliesToMinimumMaximumCost = appliesToMinimumMaximumCost
            self.taxRate = taxRate
            self.taxRuleName = taxRuleName
            self.taxIncludedInPrice = taxIncludedInPrice
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var taxRuleID: Int?
            var appliesToEnergyFee: Bool?
            var appliesToParkingFee: Bool?
            var appliesToOverstayFee: Bool?
            var appliesToMinimumMaximumCost: Bool?
            var taxRate: RationalNumber?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "taxRuleID": taxRuleID = try reader.integer()
                case "appliesToEnergyFee": appliesToEnergyFee = try reader.bool()
                case "appliesToParkingFee": appliesToParkingFee = try reader.bool()
                case "appliesToOverstayFee": appliesToOverstayFee = try reader.bool()
                case "appliesToMinimumMaximumCost": appliesToMinimumMaximumCost = try reader.bool()
                case "taxRate": taxRate = try reader.object()
                case "taxRuleName": taxRuleName = try reader.text()
                case "taxIncludedInPrice": taxIncludedInPrice = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.taxRuleID = try reader.require(taxRuleID, "taxRuleID")
            self.appliesToEnergyFee = try reader.require(appliesToEnergyFee, "appliesToEnergyFee")
            self.appliesToParkingFee = try reader.require(appliesToParkingFee, "appliesToParkingFee")
            self.appliesToOverstayFee = try reader.require(appliesToOverstayFee, "appliesToOverstayFee")
            self.appliesToMinimumMaximumCost = try reader.require(
                appliesToMinimumMaximumCost, "appliesToMinimumMaximumCost")
            self.taxRate = try reader.require(taxRate, "taxRate")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("taxRuleID", taxRuleID, least: 0)
            writer.member("appliesToEnergyFee", appliesToEnergyFee)
            writer.member("appliesToParkingFee", appliesToParkingFee)
            writer.member("appliesToOverstayFee", appliesToOverstayFee)
            writer.member("appliesToMinimumMaximumCost", appliesToMinimumMaximumCost)
            writer.member("taxRate", taxRate)
            writer.member("taxRuleName", taxRuleName, limit: 100)
            writer.member("taxIncludedInPrice", taxIncludedInPrice)
            writer.member("customData", customData)
        }
    }
}
