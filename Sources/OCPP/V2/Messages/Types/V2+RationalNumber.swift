// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `RationalNumberType` of the standard.
    public struct RationalNumber: V2Payload {
        public var exponent: Int
        public var value: Int
        public var customData: CustomData?

        public init(exponent: Int, value: Int) {
            self.exponent = exponent
            self.value = value
        }

        public init(unread: ()) {
            exponent = 0
            value = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("exponent", &exponent)
            coder.required("value", &value)
        }
    }
}
