// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells the schedule that a vehicle has chosen (functional block K).
    public struct NotifyEVChargingSchedule: V2Request {
        /// The action in the frame.
        public static let action = "NotifyEVChargingSchedule"
        /// The schedule.
        public var chargingSchedule: ChargingSchedule
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Time base. Nil where nothing readable was sent.
        public var timeBase: OCPPTimestamp?
        /// Selected charging schedule id. 2.1 only.
        public var selectedChargingScheduleId: Int?
        /// Power tolerance acceptance. 2.1 only.
        public var powerToleranceAcceptance: Bool?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            chargingSchedule: ChargingSchedule, evseId: Int, timeBase: OCPPTimestamp?,
            selectedChargingScheduleId: Int? = nil, powerToleranceAcceptance: Bool? = nil, customData: CustomData? = nil
        ) {
            self.chargingSchedule = chargingSchedule
            self.evseId = evseId
            self.timeBase = timeBase
            self.selectedChargingScheduleId = selectedChargingScheduleId
            self.powerToleranceAcceptance = powerToleranceAcceptance
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var chargingSchedule: ChargingSchedule?
            var evseId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "chargingSchedule": chargingSchedule = try reader.object()
                case "evseId": evseId = try reader.integer()
                case "timeBase": timeBase = try reader.timestamp()
                case "selectedChargingScheduleId": selectedChargingScheduleId = try reader.integer()
                case "powerToleranceAcceptance": powerToleranceAcceptance = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.chargingSchedule = try reader.require(chargingSchedule, "chargingSchedule")
            self.evseId = try reader.require(evseId, "evseId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("chargingSchedule", chargingSchedule)
            writer.member("evseId", evseId, least: is21 ? 1 : nil)
            writer.require("timeBase", timeBase != nil)
            writer.member("timeBase", timeBase)
            writer.member("selectedChargingScheduleId", selectedChargingScheduleId, least: 0, since: .v21)
            writer.member("powerToleranceAcceptance", powerToleranceAcceptance, since: .v21)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: GenericStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: GenericStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: GenericStatus?
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
