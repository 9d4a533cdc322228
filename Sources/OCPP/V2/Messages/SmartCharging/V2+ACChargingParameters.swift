// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ACChargingParametersType` of the standard.
    public struct ACChargingParameters: V2Payload {
        /// Energy wanted, Wh.
        public var energyAmount: Double
        public var evMinCurrent: Double
        public var evMaxCurrent: Double
        public var evMaxVoltage: Double
        public var customData: CustomData?

        public init(energyAmount: Double, evMinCurrent: Double, evMaxCurrent: Double, evMaxVoltage: Double) {
            self.energyAmount = energyAmount
            self.evMinCurrent = evMinCurrent
            self.evMaxCurrent = evMaxCurrent
            self.evMaxVoltage = evMaxVoltage
        }

        public init(unread: ()) {
            energyAmount = 0
            evMinCurrent = 0
            evMaxCurrent = 0
            evMaxVoltage = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("energyAmount", &energyAmount, Facets(whole201: true))
            coder.required("evMinCurrent", &evMinCurrent, Facets(whole201: true))
            coder.required("evMaxCurrent", &evMaxCurrent, Facets(whole201: true))
            coder.required("evMaxVoltage", &evMaxVoltage, Facets(whole201: true))
        }
    }
}
