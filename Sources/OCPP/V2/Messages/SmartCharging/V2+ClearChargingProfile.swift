// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Removes charging profiles, one by its id or all that fit (functional block K).
    public struct ClearChargingProfile: V2Request {
        /// The action in the frame.
        public static let action = "ClearChargingProfile"
        /// The profile, by its id.
        public var chargingProfileId: Int?
        /// Charging profile criteria.
        public var chargingProfileCriteria: ClearChargingProfileCriteria?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            chargingProfileId: Int? = nil, chargingProfileCriteria: ClearChargingProfileCriteria? = nil,
            customData: CustomData? = nil
        ) {
            self.chargingProfileId = chargingProfileId
            self.chargingProfileCriteria = chargingProfileCriteria
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "chargingProfileId": chargingProfileId = try reader.integer()
                case "chargingProfileCriteria": chargingProfileCriteria = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("chargingProfileId", chargingProfileId)
            writer.member("chargingProfileCriteria", chargingProfileCriteria)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: ClearChargingProfileStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: ClearChargingProfileStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: ClearChargingProfileStatus?
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

    /// `ClearChargingProfileStatusEnumType` of the standard.
    public enum ClearChargingProfileStatus: OpenEnumeration {
        case accepted, unknown
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Unknown", .unknown),
        ]

        /// The text of a value that the standard does not list.
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
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            evseId: Int? = nil, chargingProfilePurpose: ChargingProfilePurpose? = nil, stackLevel: Int? = nil,
            customData: CustomData? = nil
        ) {
            self.evseId = evseId
            self.chargingProfilePurpose = chargingProfilePurpose
            self.stackLevel = stackLevel
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "evseId": evseId = try reader.integer()
                case "chargingProfilePurpose": chargingProfilePurpose = try reader.enumeration()
                case "stackLevel": stackLevel = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("evseId", evseId, least: is21 ? 0 : nil)
            writer.member("chargingProfilePurpose", chargingProfilePurpose)
            writer.member("stackLevel", stackLevel, least: is21 ? 0 : nil)
            writer.member("customData", customData)
        }
    }
}
