// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Part of the list asked for by GetChargingProfiles (functional block K).
    public struct ReportChargingProfiles: V2Request {
        /// The action in the frame.
        public static let action = "ReportChargingProfiles"
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
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestId: Int, chargingLimitSource: ChargingLimitSource, chargingProfile: [ChargingProfile], evseId: Int,
            tbc: Bool? = nil, customData: CustomData? = nil
        ) {
            self.requestId = requestId
            self.chargingLimitSource = chargingLimitSource
            self.chargingProfile = chargingProfile
            self.evseId = evseId
            self.tbc = tbc
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestId: Int?
            var chargingLimitSource: ChargingLimitSource?
            var chargingProfile: [ChargingProfile]?
            var evseId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestId": requestId = try reader.integer()
                case "chargingLimitSource": chargingLimitSource = try reader.enumeration()
                case "chargingProfile": chargingProfile = try reader.objects()
                case "evseId": evseId = try reader.integer()
                case "tbc": tbc = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestId = try reader.require(requestId, "requestId")
            self.chargingLimitSource = try reader.require(chargingLimitSource, "chargingLimitSource")
            self.chargingProfile = try reader.require(chargingProfile, "chargingProfile")
            self.evseId = try reader.require(evseId, "evseId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("requestId", requestId)
            writer.member("chargingLimitSource", chargingLimitSource, freeText: is21 ? 20 : nil)
            writer.member("chargingProfile", chargingProfile, minimum: 1)
            writer.member("evseId", evseId, least: is21 ? 0 : nil)
            writer.member("tbc", tbc)
            writer.member("customData", customData)
        }

        /// An empty answer.
        public struct Response: V2Payload {
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(customData: CustomData? = nil) {
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("customData", customData)
            }
        }
    }
}
