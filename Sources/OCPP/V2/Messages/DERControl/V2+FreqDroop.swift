// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `FreqDroopType` of the standard.
    public struct FreqDroop: V2Payload {
        public var priority: Int
        public var overFreq: Double
        public var underFreq: Double
        public var overDroop: Double
        public var underDroop: Double
        public var responseTime: Double
        public var startTime: OCPPTimestamp?
        public var duration: Double?
        public var customData: CustomData?

        public init(
            priority: Int, overFreq: Double, underFreq: Double, overDroop: Double, underDroop: Double,
            responseTime: Double
        ) {
            self.priority = priority
            self.overFreq = overFreq
            self.underFreq = underFreq
            self.overDroop = overDroop
            self.underDroop = underDroop
            self.responseTime = responseTime
        }

        public init(unread: ()) {
            priority = 0
            overFreq = 0
            underFreq = 0
            overDroop = 0
            underDroop = 0
            responseTime = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("priority", &priority, Facets(least: 0))
            coder.required("overFreq", &overFreq)
            coder.required("underFreq", &underFreq)
            coder.required("overDroop", &overDroop)
            coder.required("underDroop", &underDroop)
            coder.required("responseTime", &responseTime)
            coder.optional("startTime", &startTime)
            coder.optional("duration", &duration)
        }
    }
}
