// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `OverstayRuleListType` of the standard.
    public struct OverstayRuleList: V2Payload {
        public var overstayRule: [OverstayRule]
        public var overstayPowerThreshold: RationalNumber?
        public var overstayTimeThreshold: Int?
        public var customData: CustomData?

        public init(overstayRule: [OverstayRule]) { self.overstayRule = overstayRule }

        public init(unread: ()) { overstayRule = [] }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("overstayRule", &overstayRule, Facets(minItems: 1, maxItems: 5))
            coder.optional("overstayPowerThreshold", &overstayPowerThreshold)
            coder.optional("overstayTimeThreshold", &overstayTimeThreshold)
        }
    }
}
