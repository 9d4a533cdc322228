// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Installs a charging profile (functional block K).
    public struct SetChargingProfile: V2Request {
        public static let action = "SetChargingProfile"
        public typealias Response = StatusResponse<Self, ChargingProfileStatus>
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// The profile.
        public var chargingProfile: ChargingProfile
        public var customData: CustomData?

        public init(evseId: Int, chargingProfile: ChargingProfile) {
            self.evseId = evseId
            self.chargingProfile = chargingProfile
        }

        public init(unread: ()) {
            evseId = 0
            chargingProfile = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("evseId", &evseId, Facets(least21: 0))
            coder.required("chargingProfile", &chargingProfile)
        }
    }
}
