// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `V2XSignalWattPointType` of the standard.
    public struct V2XSignalWattPoint: V2Payload {
        public var signal: Int
        public var power: Double
        public var customData: CustomData?

        public init(signal: Int, power: Double) {
            self.signal = signal
            self.power = power
        }

        public init(unread: ()) {
            signal = 0
            power = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("signal", &signal)
            coder.required("power", &power)
        }
    }
}
