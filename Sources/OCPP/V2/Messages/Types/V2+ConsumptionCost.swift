// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `ConsumptionCostType` of the standard.
    public struct ConsumptionCost: V2Payload {
        /// Start value.
        public var startValue: Double
        /// Cost.
        public var cost: [Cost]
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(startValue: Double, cost: [Cost], customData: CustomData? = nil) {
            self.startValue = startValue
            self.cost = cost
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var startValue: Double?
            var cost: [Cost]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "startValue": startValue = try reader.number()
                case "cost": cost = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.startValue = try reader.require(startValue, "startValue")
            self.cost = try reader.require(cost, "cost")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("startValue", number: startValue)
            writer.member("cost", cost, minimum: 1, maximum: 3)
            writer.member("customData", customData)
        }
    }
}
