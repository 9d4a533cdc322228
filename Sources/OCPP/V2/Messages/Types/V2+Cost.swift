// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `CostType` of the standard.
    public struct Cost: V2Payload {
        /// Cost kind.
        public var costKind: CostKind
        /// Amount.
        public var amount: Int
        /// Amount multiplier.
        public var amountMultiplier: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(costKind: CostKind, amount: Int, amountMultiplier: Int? = nil, customData: CustomData? = nil) {
            self.costKind = costKind
            self.amount = amount
            self.amountMultiplier = amountMultiplier
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var costKind: CostKind?
            var amount: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "costKind": costKind = try reader.enumeration()
                case "amount": amount = try reader.integer()
                case "amountMultiplier": amountMultiplier = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.costKind = try reader.require(costKind, "costKind")
            self.amount = try reader.require(amount, "amount")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("costKind", costKind)
            writer.member("amount", amount)
            writer.member("amountMultiplier", amountMultiplier)
            writer.member("customData", customData)
        }
    }
}
