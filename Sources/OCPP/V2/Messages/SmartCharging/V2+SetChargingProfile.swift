// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Installs a charging profile (functional block K).
    public struct SetChargingProfile: V2Request {
        /// The action in the frame.
        public static let action = "SetChargingProfile"
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// The profile.
        public var chargingProfile: ChargingProfile
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(evseId: Int, chargingProfile: ChargingProfile, customData: CustomData? = nil) {
            self.evseId = evseId
            self.chargingProfile = chargingProfile
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var evseId: Int?
            var chargingProfile: ChargingProfile?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "evseId": evseId = try reader.integer()
                case "chargingProfile": chargingProfile = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.evseId = try reader.require(evseId, "evseId")
            self.chargingProfile = try reader.require(chargingProfile, "chargingProfile")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("evseId", evseId, least: is21 ? 0 : nil)
            writer.member("chargingProfile", chargingProfile)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: ChargingProfileStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: ChargingProfileStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: ChargingProfileStatus?
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
}
