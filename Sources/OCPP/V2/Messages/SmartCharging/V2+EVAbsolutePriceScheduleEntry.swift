// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `EVAbsolutePriceScheduleEntryType` of the standard.
    public struct EVAbsolutePriceScheduleEntry: V2Payload {
        public var duration: Int
        public var evPriceRule: [EVPriceRule]
        public var customData: CustomData?

        public init(duration: Int, evPriceRule: [EVPriceRule]) {
            self.duration = duration
            self.evPriceRule = evPriceRule
        }

        public init(unread: ()) {
            duration = 0
            evPriceRule = []
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("duration", &duration)
            coder.required("evPriceRule", &evPriceRule, Facets(minItems: 1, maxItems: 8))
        }
    }
}
