// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `OverstayRuleType` of the standard.
    public struct OverstayRule: V2Payload {
        public var overstayFee: RationalNumber
        public var startTime: Int
        public var overstayFeePeriod: Int
        /// Overstay rule description. At most 32 characters.
        public var overstayRuleDescription: String?
        public var customData: CustomData?

        public init(overstayFee: RationalNumber, startTime: Int, overstayFeePeriod: Int) {
            self.overstayFee = overstayFee
            self.startTime = startTime
            self.overstayFeePeriod = overstayFeePeriod
        }

        public init(unread: ()) {
            overstayFee = .unread
            startTime = 0
            overstayFeePeriod = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("overstayFee", &overstayFee)
            coder.required("startTime", &startTime)
            coder.required("overstayFeePeriod", &overstayFeePeriod)
            coder.optional("overstayRuleDescription", &overstayRuleDescription, Facets(limit: 32))
        }
    }
}
