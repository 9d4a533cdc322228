// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Unit and power of ten of a value.
    public struct UnitOfMeasure: V2Payload {
        /// Unit. At most 20 characters. Absent means `Wh`.
        public var unit: String?
        /// Power of ten to multiply by. Absent means `0`.
        public var multiplier: Int?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("unit", &unit, Facets(limit: 20))
            coder.optional("multiplier", &multiplier)
        }
    }
}
