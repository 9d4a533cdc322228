// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `LimitAtSoCType` of the standard.
    public struct LimitAtSoC: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// SoC.
        public var soc: Int
        /// Most that may be drawn, in the schedule's unit.
        public var limit: Double
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(soc: Int, limit: Double, customData: CustomData? = nil) {
            self.soc = soc
            self.limit = limit
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var soc: Int?
            var limit: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "soc": soc = try reader.integer()
                case "limit": limit = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.soc = try reader.require(soc, "soc")
            self.limit = try reader.require(limit, "limit")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("soc", soc, least: 0, most: 100)
            writer.member("limit", number: limit)
            writer.member("customData", customData)
        }
    }
}
