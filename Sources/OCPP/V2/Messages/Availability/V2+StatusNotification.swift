// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells the state of a connector (functional block G).
    public struct StatusNotification: V2Request {
        /// The action in the frame.
        public static let action = "StatusNotification"
        /// Its state.
        public var connectorStatus: ConnectorStatus
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Connector of the EVSE, from 1.
        public var connectorId: Int
        /// When it happened, by the station's clock. Nil where nothing readable was sent.
        public var timestamp: OCPPTimestamp?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            connectorStatus: ConnectorStatus, evseId: Int, connectorId: Int, timestamp: OCPPTimestamp?,
            customData: CustomData? = nil
        ) {
            self.connectorStatus = connectorStatus
            self.evseId = evseId
            self.connectorId = connectorId
            self.timestamp = timestamp
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var connectorStatus: ConnectorStatus?
            var evseId: Int?
            var connectorId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "connectorStatus": connectorStatus = try reader.enumeration()
                case "evseId": evseId = try reader.integer()
                case "connectorId": connectorId = try reader.integer()
                case "timestamp": timestamp = try reader.timestamp()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.connectorStatus = try reader.require(connectorStatus, "connectorStatus")
            self.evseId = try reader.require(evseId, "evseId")
            self.connectorId = try reader.require(connectorId, "connectorId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("connectorStatus", connectorStatus)
            writer.member("evseId", evseId, least: is21 ? 0 : nil)
            writer.member("connectorId", connectorId, least: is21 ? 0 : nil)
            writer.require("timestamp", timestamp != nil)
            writer.member("timestamp", timestamp)
            writer.member("customData", customData)
        }

        /// An empty answer.
        public struct Response: V2Payload {
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(customData: CustomData? = nil) {
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("customData", customData)
            }
        }
    }

    /// `ConnectorStatusEnumType` of the standard.
    public enum ConnectorStatus: OpenEnumeration {
        case available, occupied, reserved, unavailable, faulted
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Available", .available), ("Occupied", .occupied), ("Reserved", .reserved), ("Unavailable", .unavailable),
            ("Faulted", .faulted),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
