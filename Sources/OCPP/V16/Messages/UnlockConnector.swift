// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks the station to unlock a connector (1.6 section 5.18).
    public struct UnlockConnector: OCPPRequest {
        /// The action in the frame.
        public static let action = "UnlockConnector"
        /// Connector, from 1.
        public var connectorId: Int

        /// The payload by its members.
        public init(connectorId: Int) {
            self.connectorId = connectorId
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var connectorId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "connectorId": connectorId = try reader.integer()
                default: try reader.skipValue()
                }
            }
            self.connectorId = try reader.require(connectorId, "connectorId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("connectorId", connectorId)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether it is unlocked.
            public var status: UnlockStatus

            /// The payload by its members.
            public init(status: UnlockStatus) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: UnlockStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
            }
        }
    }

    /// Whether a connector is unlocked.
    public enum UnlockStatus: OpenEnumeration {
        case unlocked, unlockFailed, notSupported
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Unlocked", .unlocked), ("UnlockFailed", .unlockFailed), ("NotSupported", .notSupported),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
