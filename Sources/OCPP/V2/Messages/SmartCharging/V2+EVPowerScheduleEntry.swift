// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `EVPowerScheduleEntryType` of the standard.
    public struct EVPowerScheduleEntry: V2Payload {
        public var duration: Int
        public var power: Double
        public var customData: CustomData?

        public init(duration: Int, power: Double) {
            self.duration = duration
            self.power = power
        }

        public init(unread: ()) {
            duration = 0
            power = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("duration", &duration)
            coder.required("power", &power)
        }
    }
}
