// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// An EVSE, or one of its connectors.
    public struct EVSE: V2Payload {
        /// The EVSE, from 1.
        public var id: Int
        /// Connector of the EVSE, from 1.
        public var connectorId: Int?
        public var customData: CustomData?

        public init(id: Int) { self.id = id }

        public init(unread: ()) { id = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("id", &id, Facets(least21: 0))
            coder.optional("connectorId", &connectorId, Facets(least21: 0))
        }
    }
}
