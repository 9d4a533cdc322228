// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `TaxRateType` of the standard.
    public struct TaxRate: V2Payload {
        /// Type. At most 20 characters.
        public var type: String
        public var tax: Double
        public var stack: Int?
        public var customData: CustomData?

        public init(type: String, tax: Double) {
            self.type = type
            self.tax = tax
        }

        public init(unread: ()) {
            type = ""
            tax = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("type", &type, Facets(limit: 20))
            coder.required("tax", &tax)
            coder.optional("stack", &stack, Facets(least: 0))
        }
    }
}
