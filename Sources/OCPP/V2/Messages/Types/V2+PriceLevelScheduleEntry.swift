// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `PriceLevelScheduleEntryType` of the standard.
    public struct PriceLevelScheduleEntry: V2Payload {
        public var duration: Int
        public var priceLevel: Int
        public var customData: CustomData?

        public init(duration: Int, priceLevel: Int) {
            self.duration = duration
            self.priceLevel = priceLevel
        }

        public init(unread: ()) {
            duration = 0
            priceLevel = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("duration", &duration)
            coder.required("priceLevel", &priceLevel, Facets(least: 0))
        }
    }
}
