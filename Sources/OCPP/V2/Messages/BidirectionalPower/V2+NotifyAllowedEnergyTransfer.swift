// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells which ways of energy transfer a transaction may use (functional block Q).
    public struct NotifyAllowedEnergyTransfer: V2Request, V21Payload {
        public static let action = "NotifyAllowedEnergyTransfer"
        public typealias Response = StatusResponse<Self, NotifyAllowedEnergyTransferStatus>
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String
        /// The ways that are allowed.
        public var allowedEnergyTransfer: [EnergyTransferMode]
        public var customData: CustomData?

        public init(transactionId: String, allowedEnergyTransfer: [EnergyTransferMode]) {
            self.transactionId = transactionId
            self.allowedEnergyTransfer = allowedEnergyTransfer
        }

        public init(unread: ()) {
            transactionId = ""
            allowedEnergyTransfer = []
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("transactionId", &transactionId, Facets(limit: 36))
            coder.required("allowedEnergyTransfer", &allowedEnergyTransfer, Facets(minItems: 1))
        }
    }

    /// `NotifyAllowedEnergyTransferStatusEnumType` of the standard.
    public typealias NotifyAllowedEnergyTransferStatus = GenericStatus
}
