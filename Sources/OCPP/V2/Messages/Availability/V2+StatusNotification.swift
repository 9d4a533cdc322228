// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells the state of a connector (functional block G).
    public struct StatusNotification: V2Request {
        public static let action = "StatusNotification"
        public typealias Response = EmptyResponse<Self>
        /// Its state.
        public var connectorStatus: ConnectorStatus
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Connector of the EVSE, from 1.
        public var connectorId: Int
        /// When it happened, by the station's clock. Nil where nothing readable was sent.
        public var timestamp: OCPPTimestamp?
        public var customData: CustomData?

        public init(
            connectorStatus: ConnectorStatus, evseId: Int, connectorId: Int, timestamp: OCPPTimestamp?
        ) {
            self.connectorStatus = connectorStatus
            self.evseId = evseId
            self.connectorId = connectorId
            self.timestamp = timestamp
        }

        public init(unread: ()) {
            connectorStatus = .unread
            evseId = 0
            connectorId = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("connectorStatus", &connectorStatus)
            coder.required("evseId", &evseId, Facets(least21: 0))
            coder.required("connectorId", &connectorId, Facets(least21: 0))
            coder.optional("timestamp", &timestamp, Facets(required: .always))
        }
    }

    /// `ConnectorStatusEnumType` of the standard.
    public enum ConnectorStatus: OpenEnumeration {
        case available, occupied, reserved, unavailable, faulted
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Available", .available), ("Occupied", .occupied), ("Reserved", .reserved),
            ("Unavailable", .unavailable), ("Faulted", .faulted),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
