// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `TransactionLimitType` of the standard.
    public struct TransactionLimit: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Maximum cost.
        public var maxCost: Double?
        /// Maximum energy.
        public var maxEnergy: Double?
        /// Maximum time.
        public var maxTime: Int?
        /// Maximum SoC.
        public var maxSoC: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            maxCost: Double? = nil, maxEnergy: Double? = nil, maxTime: Int? = nil, maxSoC: Int? = nil,
            customData: CustomData? = nil
        ) {
            self.maxCost = maxCost
            self.maxEnergy = maxEnergy
            self.maxTime = maxTime
            self.maxSoC = maxSoC
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "maxCost": maxCost = try reader.number()
                case "maxEnergy": maxEnergy = try reader.number()
                case "maxTime": maxTime = try reader.integer()
                case "maxSoC": maxSoC = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("maxCost", number: maxCost)
            writer.member("maxEnergy", number: maxEnergy)
            writer.member("maxTime", maxTime)
            writer.member("maxSoC", maxSoC, least: 0, most: 100)
            writer.member("customData", customData)
        }
    }
}
