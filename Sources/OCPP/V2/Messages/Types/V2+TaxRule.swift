// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `TaxRuleType` of the standard.
    public struct TaxRule: V2Payload {
        public var taxRuleID: Int
        public var appliesToEnergyFee: Bool
        public var appliesToParkingFee: Bool
        public var appliesToOverstayFee: Bool
        public var appliesToMinimumMaximumCost: Bool
        public var taxRate: RationalNumber
        /// Tax rule name. At most 100 characters.
        public var taxRuleName: String?
        public var taxIncludedInPrice: Bool?
        public var customData: CustomData?

        public init(
            taxRuleID: Int, appliesToEnergyFee: Bool, appliesToParkingFee: Bool, appliesToOverstayFee: Bool,
            appliesToMinimumMaximumCost: Bool, taxRate: RationalNumber
        ) {
            self.taxRuleID = taxRuleID
            self.appliesToEnergyFee = appliesToEnergyFee
            self.appliesToParkingFee = appliesToParkingFee
            self.appliesToOverstayFee = appliesToOverstayFee
            self.appliesToMinimumMaximumCost = appliesToMinimumMaximumCost
            self.taxRate = taxRate
        }

        public init(unread: ()) {
            taxRuleID = 0
            appliesToEnergyFee = false
            appliesToParkingFee = false
            appliesToOverstayFee = false
            appliesToMinimumMaximumCost = false
            taxRate = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("taxRuleID", &taxRuleID, Facets(least: 0))
            coder.required("appliesToEnergyFee", &appliesToEnergyFee)
            coder.required("appliesToParkingFee", &appliesToParkingFee)
            coder.required("appliesToOverstayFee", &appliesToOverstayFee)
            coder.required("appliesToMinimumMaximumCost", &appliesToMinimumMaximumCost)
            coder.required("taxRate", &taxRate)
            coder.optional("taxRuleName", &taxRuleName, Facets(limit: 100))
            coder.optional("taxIncludedInPrice", &taxIncludedInPrice)
        }
    }
}
