// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `RationalNumberType` of the standard.
    public struct RationalNumber: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Exponent.
        public var exponent: Int
        /// Value.
        public var value: Int
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(exponent: Int, value: Int, customData: CustomData? = nil) {
            self.exponent = exponent
            self.value = value
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var exponent: Int?
            var value: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "exponent": exponent = try reader.integer()
                case "value": value = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.exponent = try reader.require(exponent, "exponent")
            self.value = try reader.require(value, "value")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("exponent", exponent)
            writer.member("value", value)
            writer.member("customData", customData)
        }
    }
}
