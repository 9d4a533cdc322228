// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks what all profiles together allow (functional block K).
    public struct GetCompositeSchedule: V2Request {
        /// The action in the frame.
        public static let action = "GetCompositeSchedule"
        /// Duration.
        public var duration: Int
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Watts or amperes.
        public var chargingRateUnit: ChargingRateUnit?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            duration: Int, evseId: Int, chargingRateUnit: ChargingRateUnit? = nil, customData: CustomData? = nil
        ) {
            self.duration = duration
            self.evseId = evseId
            self.chargingRateUnit = chargingRateUnit
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var duration: Int?
            var evseId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "duration": duration = try reader.integer()
                case "evseId": evseId = try reader.integer()
                case "chargingRateUnit": chargingRateUnit = try reader.enumeration()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.duration = try reader.require(duration, "duration")
            self.evseId = try reader.require(evseId, "evseId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("duration", duration)
            writer.member("evseId", evseId, least: is21 ? 0 : nil)
            writer.member("chargingRateUnit", chargingRateUnit)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: GenericStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// Schedule.
            public var schedule: CompositeSchedule?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: GenericStatus, statusInfo: StatusInfo? = nil, schedule: CompositeSchedule? = nil,
                customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.schedule = schedule
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
                    case "schedule": schedule = try reader.object()
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
                writer.member("schedule", schedule)
                writer.member("customData", customData)
            }
        }
    }

    /// What all profiles together allow.
    public struct CompositeSchedule: V2Payload {
        /// The periods, by their start.
        public var chargingSchedulePeriod: [ChargingSchedulePeriod]
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Duration.
        public var duration: Int
        /// Watts or amperes.
        public var chargingRateUnit: ChargingRateUnit
        /// Start of the schedule. Nil where nothing readable was sent.
        public var scheduleStart: OCPPTimestamp?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            chargingSchedulePeriod: [ChargingSchedulePeriod], evseId: Int, duration: Int,
            chargingRateUnit: ChargingRateUnit, scheduleStart: OCPPTimestamp?, customData: CustomData? = nil
        ) {
            self.chargingSchedulePeriod = chargingSchedulePeriod
            self.evseId = evseId
            self.duration = duration
            self.chargingRateUnit = chargingRateUnit
            self.scheduleStart = scheduleStart
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var chargingSchedulePeriod: [ChargingSchedulePeriod]?
            var evseId: Int?
            var duration: Int?
            var chargingRateUnit: ChargingRateUnit?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "chargingSchedulePeriod": chargingSchedulePeriod = try reader.objects()
                case "evseId": evseId = try reader.integer()
                case "duration": duration = try reader.integer()
                case "chargingRateUnit": chargingRateUnit = try reader.enumeration()
                case "scheduleStart": scheduleStart = try reader.timestamp()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.chargingSchedulePeriod = try reader.require(chargingSchedulePeriod, "chargingSchedulePeriod")
            self.evseId = try reader.require(evseId, "evseId")
            self.duration = try reader.require(duration, "duration")
            self.chargingRateUnit = try reader.require(chargingRateUnit, "chargingRateUnit")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("chargingSchedulePeriod", chargingSchedulePeriod, minimum: 1)
            writer.member("evseId", evseId, least: is21 ? 0 : nil)
            writer.member("duration", duration)
            writer.member("chargingRateUnit", chargingRateUnit)
            writer.require("scheduleStart", scheduleStart != nil)
            writer.member("scheduleStart", scheduleStart)
            writer.member("customData", customData)
        }
    }
}
