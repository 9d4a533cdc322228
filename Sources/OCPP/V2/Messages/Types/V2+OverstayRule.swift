// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `OverstayRuleType` of the standard.
    public struct OverstayRule: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Overstay fee.
        public var overstayFee: RationalNumber
        /// Start time.
        public var startTime: Int
        /// Overstay fee period.
        public var overstayFeePeriod: Int
        /// Overstay rule description. At most 32 characters.
        public var overstayRuleDescription: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            overstayFee: RationalNumber, startTime: Int, overstayFeePeriod: Int, overstayRuleDescription: String? = nil,
            customData: CustomData? = nil
        ) {
            self.overstayFee = overstayFee
            self.startTime = startTime
            self.overstayFeePeriod = overstayFeePeriod
            self.overstayRuleDescription = overstayRuleDescription
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var overstayFee: RationalNumber?
            var startTime: Int?
            var overstayFeePeriod: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "overstayFee": overstayFee = try reader.object()
                case "startTime": startTime = try reader.integer()
                case "overstayFeePeriod": overstayFeePeriod = try reader.integer()
                case "overstayRuleDescription": overstayRuleDescription = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.overstayFee = try reader.require(overstayFee, "overstayFee")
            self.startTime = try reader.require(startTime, "startTime")
            self.overstayFeePeriod = try reader.require(overstayFeePeriod, "overstayFeePeriod")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("overstayFee", overstayFee)
            writer.member("startTime", startTime)
            writer.member("overstayFeePeriod", overstayFeePeriod)
            writer.member("overstayRuleDescription", overstayRuleDescription, limit: 32)
            writer.member("customData", customData)
        }
    }
}
