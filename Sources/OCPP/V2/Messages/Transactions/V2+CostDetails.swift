// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `CostDetailsType` of the standard.
    public struct CostDetails: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Total cost.
        public var totalCost: TotalCost
        /// Total usage.
        public var totalUsage: TotalUsage
        /// Charging periods.
        public var chargingPeriods: [ChargingPeriod]?
        /// Failure to calculate.
        public var failureToCalculate: Bool?
        /// Failure reason. At most 500 characters.
        public var failureReason: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            totalCost: TotalCost, totalUsage: TotalUsage, chargingPeriods: [ChargingPeriod]? = nil,
            failureToCalculate: Bool? = nil, failureReason: String? = nil, customData: CustomData? = nil
        ) {
            self.totalCost = totalCost
            self.totalUsage = totalUsage
            self.chargingPeriods = chargingPeriods
            self.failureToCalculate = failureToCalculate
            self.failureReason = failureReason
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var totalCost: TotalCost?
            var totalUsage: TotalUsage?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "totalCost": totalCost = try reader.object()
                case "totalUsage": totalUsage = try reader.object()
                case "chargingPeriods": chargingPeriods = try reader.objects()
                case "failureToCalculate": failureToCalculate = try reader.bool()
                case "failureReason": failureReason = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.totalCost = try reader.require(totalCost, "totalCost")
            self.totalUsage = try reader.require(totalUsage, "totalUsage")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("totalCost", totalCost)
            writer.member("totalUsage", totalUsage)
            writer.member("chargingPeriods", chargingPeriods, minimum: 1)
            writer.member("failureToCalculate", failureToCalculate)
            writer.member("failureReason", failureReason, limit: 500)
            writer.member("customData", customData)
        }
    }
}
