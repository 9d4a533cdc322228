// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ReactivePowerParamsType` of the standard.
    public struct ReactivePowerParams: V2Payload {
        public var vRef: Double?
        public var autonomousVRefEnable: Bool?
        public var autonomousVRefTimeConstant: Double?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("vRef", &vRef)
            coder.optional("autonomousVRefEnable", &autonomousVRefEnable)
            coder.optional("autonomousVRefTimeConstant", &autonomousVRefTimeConstant)
        }
    }
}
