// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `FixedPFType` of the standard.
    public struct FixedPF: V2Payload {
        public var priority: Int
        public var displacement: Double
        public var excitation: Bool
        public var startTime: OCPPTimestamp?
        public var duration: Double?
        public var customData: CustomData?

        public init(priority: Int, displacement: Double, excitation: Bool) {
            self.priority = priority
            self.displacement = displacement
            self.excitation = excitation
        }

        public init(unread: ()) {
            priority = 0
            displacement = 0
            excitation = false
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("priority", &priority, Facets(least: 0))
            coder.required("displacement", &displacement)
            coder.required("excitation", &excitation)
            coder.optional("startTime", &startTime)
            coder.optional("duration", &duration)
        }
    }
}
