// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `TaxRateType` of the standard.
    public struct TaxRate: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Type. At most 20 characters.
        public var type: String
        /// Tax.
        public var tax: Double
        /// Stack.
        public var stack: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(type: String, tax: Double, stack: Int? = nil, customData: CustomData? = nil) {
            self.type = type
            self.tax = tax
            self.stack = stack
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var type: String?
            var tax: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "type": type = try reader.text()
                case "tax": tax = try reader.number()
                case "stack": stack = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.type = try reader.require(type, "type")
            self.tax = try reader.require(tax, "tax")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("type", type, limit: 20)
            writer.member("tax", number: tax)
            writer.member("stack", stack, least: 0)
            writer.member("customData", customData)
        }
    }
}
