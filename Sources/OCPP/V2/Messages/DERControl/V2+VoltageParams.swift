// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `VoltageParamsType` of the standard.
    public struct VoltageParams: V2Payload {
        public var hv10MinMeanValue: Double?
        public var hv10MinMeanTripDelay: Double?
        public var powerDuringCessation: PowerDuringCessation?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("hv10MinMeanValue", &hv10MinMeanValue)
            coder.optional("hv10MinMeanTripDelay", &hv10MinMeanTripDelay)
            coder.optional("powerDuringCessation", &powerDuringCessation)
        }
    }
}
