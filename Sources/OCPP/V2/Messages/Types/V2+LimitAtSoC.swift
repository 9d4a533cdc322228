// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `LimitAtSoCType` of the standard.
    public struct LimitAtSoC: V2Payload {
        public var soc: Int
        /// Most that may be drawn, in the schedule's unit.
        public var limit: Double
        public var customData: CustomData?

        public init(soc: Int, limit: Double) {
            self.soc = soc
            self.limit = limit
        }

        public init(unread: ()) {
            soc = 0
            limit = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("soc", &soc, Facets(least: 0, most: 100))
            coder.required("limit", &limit)
        }
    }
}
