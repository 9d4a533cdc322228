// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Reserves a connector (1.6 section 5.13).
    public struct ReserveNow: OCPPRequest {
        /// The action in the frame.
        public static let action = "ReserveNow"
        /// Connector, from 1; 0 is the station as a whole.
        public var connectorId: Int
        /// Until when.
        public var expiryDate: OCPPTimestamp
        /// For whom.
        public var idTag: String
        /// For which group.
        public var parentIdTag: String?
        /// The CSMS's number for it.
        public var reservationId: Int

        /// The payload by its members.
        public init(
            connectorId: Int, expiryDate: OCPPTimestamp, idTag: String, parentIdTag: String? = nil, reservationId: Int
        ) {
            self.connectorId = connectorId
            self.expiryDate = expiryDate
            self.idTag = idTag
            self.parentIdTag = parentIdTag
            self.reservationId = reservationId
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var connectorId: Int?
            var expiryDate: OCPPTimestamp?
            var idTag: String?
            var parentIdTag: String?
            var reservationId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "connectorId": connectorId = try reader.integer()
                case "expiryDate": expiryDate = try reader.timestamp()
                case "idTag": idTag = try reader.text()
                case "parentIdTag": parentIdTag = try reader.text()
                case "reservationId": reservationId = try reader.integer()
                default: try reader.skipValue()
                }
            }
            self.connectorId = try reader.require(connectorId, "connectorId")
            self.expiryDate = try reader.require(expiryDate, "expiryDate")
            self.idTag = try reader.require(idTag, "idTag")
            self.parentIdTag = parentIdTag
            self.reservationId = try reader.require(reservationId, "reservationId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("connectorId", connectorId)
            writer.member("expiryDate", expiryDate)
            writer.member("idTag", idTag, limit: 20)
            writer.member("parentIdTag", parentIdTag, limit: 20)
            writer.member("reservationId", reservationId)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether it is reserved.
            public var status: ReservationStatus

            /// The payload by its members.
            public init(status: ReservationStatus) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: ReservationStatus?
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

    /// Whether a connector is reserved, or why not.
    public enum ReservationStatus: OpenEnumeration {
        case accepted, faulted, occupied, rejected, unavailable
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Faulted", .faulted), ("Occupied", .occupied), ("Rejected", .rejected),
            ("Unavailable", .unavailable),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
