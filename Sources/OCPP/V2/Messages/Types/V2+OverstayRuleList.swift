// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `OverstayRuleListType` of the standard.
    public struct OverstayRuleList: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Overstay rule.
        public var overstayRule: [OverstayRule]
        /// Overstay power threshold.
        public var overstayPowerThreshold: RationalNumber?
        /// Overstay time threshold.
        public var overstayTimeThreshold: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            overstayRule: [OverstayRule], overstayPowerThreshold: RationalNumber? = nil,
            overstayTimeThreshold: Int? = nil, customData: CustomData? = nil
        ) {
            self.overstayRule = overstayRule
            self.overstayPowerThreshold = overstayPowerThreshold
            self.overstayTimeThreshold = overstayTimeThreshold
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var overstayRule: [OverstayRule]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "overstayRule": overstayRule = try reader.objects()
                case "overstayPowerThreshold": overstayPowerThreshold = try reader.object()
                case "overstayTimeThreshold": overstayTimeThreshold = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.overstayRule = try reader.require(overstayRule, "overstayRule")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("overstayRule", overstayRule, minimum: 1, maximum: 5)
            writer.member("overstayPowerThreshold", overstayPowerThreshold)
            writer.member("overstayTimeThreshold", overstayTimeThreshold)
            writer.member("customData", customData)
        }
    }
}
