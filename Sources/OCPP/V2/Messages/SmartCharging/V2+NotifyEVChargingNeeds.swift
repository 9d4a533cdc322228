// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells what a vehicle wants and can do (functional block K).
    public struct NotifyEVChargingNeeds: V2Request {
        /// The action in the frame.
        public static let action = "NotifyEVChargingNeeds"
        /// Charging needs.
        public var chargingNeeds: ChargingNeeds
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Maximum schedule tuples.
        public var maxScheduleTuples: Int?
        /// When it happened, by the station's clock. 2.1 only.
        public var timestamp: OCPPTimestamp?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            chargingNeeds: ChargingNeeds, evseId: Int, maxScheduleTuples: Int? = nil, timestamp: OCPPTimestamp? = nil,
            customData: CustomData? = nil
        ) {
            self.chargingNeeds = chargingNeeds
            self.evseId = evseId
            self.maxScheduleTuples = maxScheduleTuples
            self.timestamp = timestamp
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var chargingNeeds: ChargingNeeds?
            var evseId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "chargingNeeds": chargingNeeds = try reader.object()
                case "evseId": evseId = try reader.integer()
                case "maxScheduleTuples": maxScheduleTuples = try reader.integer()
                case "timestamp": timestamp = try reader.timestamp()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.chargingNeeds = try reader.require(chargingNeeds, "chargingNeeds")
            self.evseId = try reader.require(evseId, "evseId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("chargingNeeds", chargingNeeds)
            writer.member("evseId", evseId, least: is21 ? 1 : nil)
            writer.member("maxScheduleTuples", maxScheduleTuples, least: is21 ? 0 : nil)
            writer.member("timestamp", timestamp, since: .v21)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: NotifyEVChargingNeedsStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: NotifyEVChargingNeedsStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: NotifyEVChargingNeedsStatus?
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
