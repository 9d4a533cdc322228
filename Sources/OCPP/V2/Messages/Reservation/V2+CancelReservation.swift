// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Ends a reservation (functional block H).
    public struct CancelReservation: V2Request {
        /// The action in the frame.
        public static let action = "CancelReservation"
        /// The reservation, by its id.
        public var reservationId: Int
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(reservationId: Int, customData: CustomData? = nil) {
            self.reservationId = reservationId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var reservationId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "reservationId": reservationId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.reservationId = try reader.require(reservationId, "reservationId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("reservationId", reservationId, least: is21 ? 0 : nil)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: CancelReservationStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: CancelReservationStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: CancelReservationStatus?
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

    /// `CancelReservationStatusEnumType` of the standard.
    public enum CancelReservationStatus: OpenEnumeration {
        case accepted, rejected
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
