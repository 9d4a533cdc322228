// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells that a reservation has ended without a transaction (functional block H).
    public struct ReservationStatusUpdate: V2Request {
        public static let action = "ReservationStatusUpdate"
        public typealias Response = EmptyResponse<Self>
        /// The reservation, by its id.
        public var reservationId: Int
        public var reservationUpdateStatus: ReservationUpdateStatus
        public var customData: CustomData?

        public init(reservationId: Int, reservationUpdateStatus: ReservationUpdateStatus) {
            self.reservationId = reservationId
            self.reservationUpdateStatus = reservationUpdateStatus
        }

        public init(unread: ()) {
            reservationId = 0
            reservationUpdateStatus = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("reservationId", &reservationId, Facets(least21: 0))
            coder.required("reservationUpdateStatus", &reservationUpdateStatus)
        }
    }

    /// `ReservationUpdateStatusEnumType` of the standard.
    public enum ReservationUpdateStatus: OpenEnumeration {
        case expired, removed, noTransaction
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Expired", .expired), ("Removed", .removed), ("NoTransaction", .noTransaction),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
