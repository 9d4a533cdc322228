// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Unlocks a connector (functional block F).
    public struct UnlockConnector: V2Request {
        public static let action = "UnlockConnector"
        public typealias Response = StatusResponse<Self, UnlockStatus>
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Connector of the EVSE, from 1.
        public var connectorId: Int
        public var customData: CustomData?

        public init(evseId: Int, connectorId: Int) {
            self.evseId = evseId
            self.connectorId = connectorId
        }

        public init(unread: ()) {
            evseId = 0
            connectorId = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("evseId", &evseId, Facets(least21: 0))
            coder.required("connectorId", &connectorId, Facets(least21: 0))
        }
    }

    /// `UnlockStatusEnumType` of the standard.
    public enum UnlockStatus: OpenEnumeration {
        case unlocked, unlockFailed, ongoingAuthorizedTransaction, unknownConnector
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Unlocked", .unlocked), ("UnlockFailed", .unlockFailed),
            ("OngoingAuthorizedTransaction", .ongoingAuthorizedTransaction),
            ("UnknownConnector", .unknownConnector),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
