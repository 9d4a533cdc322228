// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// What a vehicle wants and can do.
    public struct ChargingNeeds: V2Payload {
        /// The way of energy transfer asked for.
        public var requestedEnergyTransfer: EnergyTransferMode
        public var acChargingParameters: ACChargingParameters?
        public var dcChargingParameters: DCChargingParameters?
        /// When the driver leaves.
        public var departureTime: OCPPTimestamp?
        /// DER charging parameters. 2.1 only.
        public var derChargingParameters: DERChargingParameters?
        /// EV energy offer. 2.1 only.
        public var evEnergyOffer: EVEnergyOffer?
        /// V2X charging parameters. 2.1 only.
        public var v2xChargingParameters: V2XChargingParameters?
        /// The ways that the vehicle can do. 2.1 only.
        public var availableEnergyTransfer: [EnergyTransferMode]?
        /// Whether the vehicle plans or follows. 2.1 only.
        public var controlMode: ControlMode?
        /// Mobility needs mode. 2.1 only.
        public var mobilityNeedsMode: MobilityNeedsMode?
        public var customData: CustomData?

        public init(requestedEnergyTransfer: EnergyTransferMode) {
            self.requestedEnergyTransfer = requestedEnergyTransfer
        }

        public init(unread: ()) { requestedEnergyTransfer = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestedEnergyTransfer", &requestedEnergyTransfer)
            coder.optional("acChargingParameters", &acChargingParameters)
            coder.optional("dcChargingParameters", &dcChargingParameters)
            coder.optional("departureTime", &departureTime)
            coder.optional("derChargingParameters", &derChargingParameters, Facets(since: .v21))
            coder.optional("evEnergyOffer", &evEnergyOffer, Facets(since: .v21))
            coder.optional("v2xChargingParameters", &v2xChargingParameters, Facets(since: .v21))
            coder.optional("availableEnergyTransfer", &availableEnergyTransfer, Facets(minItems: 1, since: .v21))
            coder.optional("controlMode", &controlMode, Facets(since: .v21))
            coder.optional("mobilityNeedsMode", &mobilityNeedsMode, Facets(since: .v21))
        }
    }
}
