// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for installed profiles, which come as ReportChargingProfiles (functional block K).
    public struct GetChargingProfiles: V2Request {
        /// The action in the frame.
        public static let action = "GetChargingProfiles"
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// Which profiles are asked for.
        public var chargingProfile: ChargingProfileCriterion
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestId: Int, chargingProfile: ChargingProfileCriterion, evseId: Int? = nil, customData: CustomData? = nil
        ) {
            self.requestId = requestId
            self.chargingProfile = chargingProfile
            self.evseId = evseId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestId: Int?
            var chargingProfile: ChargingProfileCriterion?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestId": requestId = try reader.integer()
                case "chargingProfile": chargingProfile = try reader.object()
                case "evseId": evseId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestId = try reader.require(requestId, "requestId")
            self.chargingProfile = try reader.require(chargingProfile, "chargingProfile")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("requestId", requestId)
            writer.member("chargingProfile", chargingProfile)
            writer.member("evseId", evseId, least: is21 ? 0 : nil)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: GetChargingProfileStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: GetChargingProfileStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: GetChargingProfileStatus?
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
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            chargingProfilePurpose: ChargingProfilePurpose? = nil, stackLevel: Int? = nil,
            chargingProfileId: [Int]? = nil, chargingLimitSource: [ChargingLimitSource]? = nil,
            customData: CustomData? = nil
        ) {
            self.chargingProfilePurpose = chargingProfilePurpose
            self.stackLevel = stackLevel
            self.chargingProfileId = chargingProfileId
            self.chargingLimitSource = chargingLimitSource
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "chargingProfilePurpose": chargingProfilePurpose = try reader.enumeration()
                case "stackLevel": stackLevel = try reader.integer()
                case "chargingProfileId": chargingProfileId = try reader.integers()
                case "chargingLimitSource": chargingLimitSource = try reader.enumerations()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("chargingProfilePurpose", chargingProfilePurpose)
            writer.member("stackLevel", stackLevel, least: is21 ? 0 : nil)
            writer.member("chargingProfileId", chargingProfileId, minimum: 1)
            writer.member("chargingLimitSource", chargingLimitSource, freeText: is21 ? 20 : nil, minimum: 1, maximum: 4)
            writer.member("customData", customData)
        }
    }

    /// `GetChargingProfileStatusEnumType` of the standard.
    public enum GetChargingProfileStatus: OpenEnumeration {
        case accepted, noProfiles
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("NoProfiles", .noProfiles),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
