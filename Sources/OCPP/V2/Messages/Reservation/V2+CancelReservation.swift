// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Ends a reservation (functional block H).
    public struct CancelReservation: V2Request {
        public static let action = "CancelReservation"
        public typealias Response = StatusResponse<Self, CancelReservationStatus>
        /// The reservation, by its id.
        public var reservationId: Int
        public var customData: CustomData?

        public init(reservationId: Int) { self.reservationId = reservationId }

        public init(unread: ()) { reservationId = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("reservationId", &reservationId, Facets(least21: 0))
        }
    }

    /// `CancelReservationStatusEnumType` of the standard.
    public typealias CancelReservationStatus = GenericStatus
}
