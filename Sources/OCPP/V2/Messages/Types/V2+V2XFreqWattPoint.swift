// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `V2XFreqWattPointType` of the standard.
    public struct V2XFreqWattPoint: V2Payload {
        public var frequency: Double
        public var power: Double
        public var customData: CustomData?

        public init(frequency: Double, power: Double) {
            self.frequency = frequency
            self.power = power
        }

        public init(unread: ()) {
            frequency = 0
            power = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("frequency", &frequency)
            coder.required("power", &power)
        }
    }
}
