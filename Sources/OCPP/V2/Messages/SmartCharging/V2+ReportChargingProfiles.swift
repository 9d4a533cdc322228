// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Part of the list asked for by GetChargingProfiles (functional block K).
    public struct ReportChargingProfiles: V2Request {
        public static let action = "ReportChargingProfiles"
        public typealias Response = EmptyResponse<Self>
        /// Names the request that this belongs to.
        public var requestId: Int
        /// Who set the limit.
        public var chargingLimitSource: ChargingLimitSource
        /// The profiles.
        public var chargingProfile: [ChargingProfile]
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Whether more parts follow. Absent means `false`.
        public var tbc: Bool?
        public var customData: CustomData?

        public init(
            requestId: Int, chargingLimitSource: ChargingLimitSource, chargingProfile: [ChargingProfile],
            evseId: Int
        ) {
            self.requestId = requestId
            self.chargingLimitSource = chargingLimitSource
            self.chargingProfile = chargingProfile
            self.evseId = evseId
        }

        public init(unread: ()) {
            requestId = 0
            chargingLimitSource = .unread
            chargingProfile = []
            evseId = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestId", &requestId)
            coder.required("chargingLimitSource", &chargingLimitSource, Facets(free21: 20))
            coder.required("chargingProfile", &chargingProfile, Facets(minItems: 1))
            coder.required("evseId", &evseId, Facets(least21: 0))
            coder.optional("tbc", &tbc)
        }
    }
}
