// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Takes a connector in or out of service (1.6 section 5.2).
    public struct ChangeAvailability: OCPPRequest {
        /// The action in the frame.
        public static let action = "ChangeAvailability"
        /// Connector, from 1; 0 is the station as a whole.
        public var connectorId: Int
        /// In or out.
        public var type: AvailabilityType

        /// The payload by its members.
        public init(connectorId: Int, type: AvailabilityType) {
            self.connectorId = connectorId
            self.type = type
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var connectorId: Int?
            var type: AvailabilityType?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "connectorId": connectorId = try reader.integer()
                case "type": type = try reader.enumeration()
                default: try reader.skipValue()
                }
            }
            self.connectorId = try reader.require(connectorId, "connectorId")
            self.type = try reader.require(type, "type")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("connectorId", connectorId)
            writer.member("type", type)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether and when.
            public var status: AvailabilityStatus

            /// The payload by its members.
            public init(status: AvailabilityStatus) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: AvailabilityStatus?
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

    /// In or out of service.
    public enum AvailabilityType: OpenEnumeration {
        case inoperative, operative
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Inoperative", .inoperative), ("Operative", .operative),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// Whether availability changes; scheduled means after the transaction.
    public enum AvailabilityStatus: OpenEnumeration {
        case accepted, rejected, scheduled
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("Scheduled", .scheduled),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
