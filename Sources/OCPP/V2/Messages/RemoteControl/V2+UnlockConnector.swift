// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Unlocks a connector (functional block F).
    public struct UnlockConnector: V2Request {
        /// The action in the frame.
        public static let action = "UnlockConnector"
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Connector of the EVSE, from 1.
        public var connectorId: Int
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(evseId: Int, connectorId: Int, customData: CustomData? = nil) {
            self.evseId = evseId
            self.connectorId = connectorId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var evseId: Int?
            var connectorId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "evseId": evseId = try reader.integer()
                case "connectorId": connectorId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.evseId = try reader.require(evseId, "evseId")
            self.connectorId = try reader.require(connectorId, "connectorId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("evseId", evseId, least: is21 ? 0 : nil)
            writer.member("connectorId", connectorId, least: is21 ? 0 : nil)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: UnlockStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: UnlockStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: UnlockStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
                writer.member("statusInfo", statusInfo)
                writer.member("customData", customData)
            }
        }
    }

    /// `UnlockStatusEnumType` of the standard.
    public enum UnlockStatus: OpenEnumeration {
        case unlocked, unlockFailed, ongoingAuthorizedTransaction, unknownConnector
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Unlocked", .unlocked), ("UnlockFailed", .unlockFailed),
            ("OngoingAuthorizedTransaction", .ongoingAuthorizedTransaction), ("UnknownConnector", .unknownConnector),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
