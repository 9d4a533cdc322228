// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Unit and power of ten of a value.
    public struct UnitOfMeasure: V2Payload {
        /// Unit. At most 20 characters. Absent means `Wh`.
        public var unit: String?
        /// Power of ten to multiply by. Absent means `0`.
        public var multiplier: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(unit: String? = nil, multiplier: Int? = nil, customData: CustomData? = nil) {
            self.unit = unit
            self.multiplier = multiplier
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "unit": unit = try reader.text()
                case "multiplier": multiplier = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("unit", unit, limit: 20)
            writer.member("multiplier", multiplier)
            writer.member("customData", customData)
        }
    }
}
