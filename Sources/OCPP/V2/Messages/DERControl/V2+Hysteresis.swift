// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `HysteresisType` of the standard.
    public struct Hysteresis: V2Payload {
        public var hysteresisHigh: Double?
        public var hysteresisLow: Double?
        public var hysteresisDelay: Double?
        public var hysteresisGradient: Double?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("hysteresisHigh", &hysteresisHigh)
            coder.optional("hysteresisLow", &hysteresisLow)
            coder.optional("hysteresisDelay", &hysteresisDelay)
            coder.optional("hysteresisGradient", &hysteresisGradient)
        }
    }
}
