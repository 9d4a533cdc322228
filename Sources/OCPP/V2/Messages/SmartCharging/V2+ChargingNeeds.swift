// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// What a vehicle wants and can do.
    public struct ChargingNeeds: V2Payload {
        /// The way of energy transfer asked for.
        public var requestedEnergyTransfer: EnergyTransferMode
        /// AC charging parameters.
        public var acChargingParameters: ACChargingParameters?
        /// DC charging parameters.
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
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestedEnergyTransfer: EnergyTransferMode, acChargingParameters: ACChargingParameters? = nil,
            dcChargingParameters: DCChargingParameters? = nil, departureTime: OCPPTimestamp? = nil,
            derChargingParameters: DERChargingParameters? = nil, evEnergyOffer: EVEnergyOffer? = nil,
            v2xChargingParameters: V2XChargingParameters? = nil, availableEnergyTransfer: [EnergyTransferMode]? = nil,
            controlMode: ControlMode? = nil, mobilityNeedsMode: MobilityNeedsMode? = nil, customData: CustomData? = nil
        ) {
            self.requestedEnergyTransfer = requestedEnergyTransfer
            self.acChargingParameters = acChargingParameters
            self.dcChargingParameters = dcChargingParameters
            self.departureTime = departureTime
            self.derChargingParameters = derChargingParameters
            self.evEnergyOffer = evEnergyOffer
            self.v2xChargingParameters = v2xChargingParameters
            self.availableEnergyTransfer = availableEnergyTransfer
            self.controlMode = controlMode
            self.mobilityNeedsMode = mobilityNeedsMode
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestedEnergyTransfer: EnergyTransferMode?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestedEnergyTransfer": requestedEnergyTransfer = try reader.enumeration()
                case "acChargingParameters": acChargingParameters = try reader.object()
                case "dcChargingParameters": dcChargingParameters = try reader.object()
                case "departureTime": departureTime = try reader.timestamp()
                case "derChargingParameters": derChargingParameters = try reader.object()
                case "evEnergyOffer": evEnergyOffer = try reader.object()
                case "v2xChargingParameters": v2xChargingParameters = try reader.object()
                case "availableEnergyTransfer": availableEnergyTransfer = try reader.enumerations()
                case "controlMode": controlMode = try reader.enumeration()
                case "mobilityNeedsMode": mobilityNeedsMode = try reader.enumeration()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestedEnergyTransfer = try reader.require(requestedEnergyTransfer, "requestedEnergyTransfer")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("requestedEnergyTransfer", requestedEnergyTransfer)
            writer.member("acChargingParameters", acChargingParameters)
            writer.member("dcChargingParameters", dcChargingParameters)
            writer.member("departureTime", departureTime)
            writer.member("derChargingParameters", derChargingParameters, since: .v21)
            writer.member("evEnergyOffer", evEnergyOffer, since: .v21)
            writer.member("v2xChargingParameters", v2xChargingParameters, since: .v21)
            writer.member("availableEnergyTransfer", availableEnergyTransfer, minimum: 1, since: .v21)
            writer.member("controlMode", controlMode, since: .v21)
            writer.member("mobilityNeedsMode", mobilityNeedsMode, since: .v21)
            writer.member("customData", customData)
        }
    }
}
