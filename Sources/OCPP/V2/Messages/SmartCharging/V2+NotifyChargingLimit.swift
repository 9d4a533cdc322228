// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells of a limit from elsewhere, as from a grid operator's box (functional block K).
    public struct NotifyChargingLimit: V2Request {
        /// The action in the frame.
        public static let action = "NotifyChargingLimit"
        /// Charging limit.
        public var chargingLimit: ChargingLimit
        /// The schedules.
        public var chargingSchedule: [ChargingSchedule]?
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            chargingLimit: ChargingLimit, chargingSchedule: [ChargingSchedule]? = nil, evseId: Int? = nil,
            customData: CustomData? = nil
        ) {
            self.chargingLimit = chargingLimit
            self.chargingSchedule = chargingSchedule
            self.evseId = evseId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var chargingLimit: ChargingLimit?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "chargingLimit": chargingLimit = try reader.object()
                case "chargingSchedule": chargingSchedule = try reader.objects()
                case "evseId": evseId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.chargingLimit = try reader.require(chargingLimit, "chargingLimit")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("chargingLimit", chargingLimit)
            writer.member("chargingSchedule", chargingSchedule, minimum: 1)
            writer.member("evseId", evseId, least: is21 ? 0 : nil)
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

    /// `ChargingLimitType` of the standard.
    public struct ChargingLimit: V2Payload {
        /// Who set the limit.
        public var chargingLimitSource: ChargingLimitSource
        /// Whether the grid needs it.
        public var isGridCritical: Bool?
        /// Whether it comes from generation on site. 2.1 only.
        public var isLocalGeneration: Bool?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            chargingLimitSource: ChargingLimitSource, isGridCritical: Bool? = nil, isLocalGeneration: Bool? = nil,
            customData: CustomData? = nil
        ) {
            self.chargingLimitSource = chargingLimitSource
            self.isGridCritical = isGridCritical
            self.isLocalGeneration = isLocalGeneration
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var chargingLimitSource: ChargingLimitSource?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "chargingLimitSource": chargingLimitSource = try reader.enumeration()
                case "isGridCritical": isGridCritical = try reader.bool()
                case "isLocalGeneration": isLocalGeneration = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.chargingLimitSource = try reader.require(chargingLimitSource, "chargingLimitSource")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("chargingLimitSource", chargingLimitSource, freeText: is21 ? 20 : nil)
            writer.member("isGridCritical", isGridCritical)
            writer.member("isLocalGeneration", isLocalGeneration, since: .v21)
            writer.member("customData", customData)
        }
    }
}
