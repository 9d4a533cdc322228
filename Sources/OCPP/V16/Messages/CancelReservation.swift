// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Cancels a reservation (1.6 section 5.1).
    public struct CancelReservation: OCPPRequest {
        /// The action in the frame.
        public static let action = "CancelReservation"
        /// Which.
        public var reservationId: Int

        /// The payload by its members.
        public init(reservationId: Int) {
            self.reservationId = reservationId
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var reservationId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "reservationId": reservationId = try reader.integer()
                default: try reader.skipValue()
                }
            }
            self.reservationId = try reader.require(reservationId, "reservationId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("reservationId", reservationId)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether it was there.
            public var status: AcceptedOrRejected

            /// The payload by its members.
            public init(status: AcceptedOrRejected) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: AcceptedOrRejected?
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
}
