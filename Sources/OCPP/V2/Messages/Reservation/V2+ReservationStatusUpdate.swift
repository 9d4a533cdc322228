// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells that a reservation has ended without a transaction (functional block H).
    public struct ReservationStatusUpdate: V2Request {
        /// The action in the frame.
        public static let action = "ReservationStatusUpdate"
        /// The reservation, by its id.
        public var reservationId: Int
        /// Reservation update status.
        public var reservationUpdateStatus: ReservationUpdateStatus
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            reservationId: Int, reservationUpdateStatus: ReservationUpdateStatus, customData: CustomData? = nil
        ) {
            self.reservationId = reservationId
            self.reservationUpdateStatus = reservationUpdateStatus
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var reservationId: Int?
            var reservationUpdateStatus: ReservationUpdateStatus?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "reservationId": reservationId = try reader.integer()
                case "reservationUpdateStatus": reservationUpdateStatus = try reader.enumeration()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.reservationId = try reader.require(reservationId, "reservationId")
            self.reservationUpdateStatus = try reader.require(reservationUpdateStatus, "reservationUpdateStatus")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("reservationId", reservationId, least: is21 ? 0 : nil)
            writer.member("reservationUpdateStatus", reservationUpdateStatus)
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

    /// `ReservationUpdateStatusEnumType` of the standard.
    public enum ReservationUpdateStatus: OpenEnumeration {
        case expired, removed, noTransaction
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Expired", .expired), ("Removed", .removed), ("NoTransaction", .noTransaction),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .noTransaction: version == .v21
            default: unlistedText == nil
            }
        }
    }
}
