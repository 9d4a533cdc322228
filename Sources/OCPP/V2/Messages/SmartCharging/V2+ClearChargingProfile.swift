// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Removes charging profiles, one by its id or all that fit (functional block K).
    public struct ClearChargingProfile: V2Request {
        public static let action = "ClearChargingProfile"
        public typealias Response = StatusResponse<Self, ClearChargingProfileStatus>
        /// The profile, by its id.
        public var chargingProfileId: Int?
        public var chargingProfileCriteria: ClearChargingProfileCriteria?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("chargingProfileId", &chargingProfileId)
            coder.optional("chargingProfileCriteria", &chargingProfileCriteria)
        }
    }

    /// `ClearChargingProfileStatusEnumType` of the standard.
    public enum ClearChargingProfileStatus: OpenEnumeration {
        case accepted, unknown
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Unknown", .unknown),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `ClearChargingProfileType` of the standard.
    public struct ClearChargingProfileCriteria: V2Payload {
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        /// What the profile is for.
        public var chargingProfilePurpose: ChargingProfilePurpose?
        /// Only profiles of this level.
        public var stackLevel: Int?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("evseId", &evseId, Facets(least21: 0))
            coder.optional("chargingProfilePurpose", &chargingProfilePurpose)
            coder.optional("stackLevel", &stackLevel, Facets(least21: 0))
        }
    }
}
