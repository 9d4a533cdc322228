// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `EnterServiceType` of the standard.
    public struct EnterService: V2Payload {
        public var priority: Int
        public var highVoltage: Double
        public var lowVoltage: Double
        public var highFreq: Double
        public var lowFreq: Double
        public var delay: Double?
        public var randomDelay: Double?
        public var rampRate: Double?
        public var customData: CustomData?

        public init(priority: Int, highVoltage: Double, lowVoltage: Double, highFreq: Double, lowFreq: Double) {
            self.priority = priority
            self.highVoltage = highVoltage
            self.lowVoltage = lowVoltage
            self.highFreq = highFreq
            self.lowFreq = lowFreq
        }

        public init(unread: ()) {
            priority = 0
            highVoltage = 0
            lowVoltage = 0
            highFreq = 0
            lowFreq = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("priority", &priority, Facets(least: 0))
            coder.required("highVoltage", &highVoltage)
            coder.required("lowVoltage", &lowVoltage)
            coder.required("highFreq", &highFreq)
            coder.required("lowFreq", &lowFreq)
            coder.optional("delay", &delay)
            coder.optional("randomDelay", &randomDelay)
            coder.optional("rampRate", &rampRate)
        }
    }
}
