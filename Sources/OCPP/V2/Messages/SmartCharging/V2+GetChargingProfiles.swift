// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for installed profiles, which come as ReportChargingProfiles (functional block K).
    public struct GetChargingProfiles: V2Request {
        public static let action = "GetChargingProfiles"
        public typealias Response = StatusResponse<Self, GetChargingProfileStatus>
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// Which profiles are asked for.
        public var chargingProfile: ChargingProfileCriterion
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        public var customData: CustomData?

        public init(requestId: Int, chargingProfile: ChargingProfileCriterion) {
            self.requestId = requestId
            self.chargingProfile = chargingProfile
        }

        public init(unread: ()) {
            requestId = 0
            chargingProfile = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestId", &requestId)
            coder.required("chargingProfile", &chargingProfile)
            coder.optional("evseId", &evseId, Facets(least21: 0))
        }
    }

    /// `ChargingProfileCriterionType` of the standard.
    public struct ChargingProfileCriterion: V2Payload {
        /// What the profile is for.
        public var chargingProfilePurpose: ChargingProfilePurpose?
        /// Only profiles of this level.
        public var stackLevel: Int?
        /// Only these profiles, by their ids.
        public var chargingProfileId: [Int]?
        /// Only profiles from these sources.
        public var chargingLimitSource: [ChargingLimitSource]?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("chargingProfilePurpose", &chargingProfilePurpose)
            coder.optional("stackLevel", &stackLevel, Facets(least21: 0))
            coder.optional("chargingProfileId", &chargingProfileId, Facets(minItems: 1))
            coder.optional(
                "chargingLimitSource", &chargingLimitSource, Facets(free21: 20, minItems: 1, maxItems: 4))
        }
    }

    /// `GetChargingProfileStatusEnumType` of the standard.
    public enum GetChargingProfileStatus: OpenEnumeration {
        case accepted, noProfiles
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("NoProfiles", .noProfiles),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
