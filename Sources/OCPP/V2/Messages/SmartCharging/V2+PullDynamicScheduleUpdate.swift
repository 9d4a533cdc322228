// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for newer figures of a dynamic profile (functional block K).
    public struct PullDynamicScheduleUpdate: V2Request {
        /// The action in the frame.
        public static let action = "PullDynamicScheduleUpdate"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// The profile, by its id.
        public var chargingProfileId: Int
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(chargingProfileId: Int, customData: CustomData? = nil) {
            self.chargingProfileId = chargingProfileId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var chargingProfileId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "chargingProfileId": chargingProfileId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.chargingProfileId = try reader.require(chargingProfileId, "chargingProfileId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("chargingProfileId", chargingProfileId)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// What became of it.
            public var status: ChargingProfileStatus
            /// Schedule update.
            public var scheduleUpdate: ChargingScheduleUpdate?
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: ChargingProfileStatus, scheduleUpdate: ChargingScheduleUpdate? = nil,
                statusInfo: StatusInfo? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.scheduleUpdate = scheduleUpdate
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
                    case "scheduleUpdate": scheduleUpdate = try reader.object()
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
                writer.member("scheduleUpdate", scheduleUpdate)
                writer.member("statusInfo", statusInfo)
                writer.member("customData", customData)
            }
        }
    }
}
