// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks for the limits that result from all profiles together (1.6 section 5.7).
    public struct GetCompositeSchedule: OCPPRequest {
        /// The action in the frame.
        public static let action = "GetCompositeSchedule"
        /// Connector, from 1; 0 is the station as a whole.
        public var connectorId: Int
        /// How far ahead, seconds.
        public var duration: Int
        /// The unit wanted.
        public var chargingRateUnit: ChargingRateUnit?

        /// The payload by its members.
        public init(connectorId: Int, duration: Int, chargingRateUnit: ChargingRateUnit? = nil) {
            self.connectorId = connectorId
            self.duration = duration
            self.chargingRateUnit = chargingRateUnit
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var connectorId: Int?
            var duration: Int?
            var chargingRateUnit: ChargingRateUnit?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "connectorId": connectorId = try reader.integer()
                case "duration": duration = try reader.integer()
                case "chargingRateUnit": chargingRateUnit = try reader.enumeration()
                default: try reader.skipValue()
                }
            }
            self.connectorId = try reader.require(connectorId, "connectorId")
            self.duration = try reader.require(duration, "duration")
            self.chargingRateUnit = chargingRateUnit
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("connectorId", connectorId)
            writer.member("duration", duration)
            writer.member("chargingRateUnit", chargingRateUnit)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether it can be answered.
            public var status: AcceptedOrRejected
            /// The connector asked for.
            public var connectorId: Int?
            /// The moment at which period 0 begins.
            public var scheduleStart: OCPPTimestamp?
            /// The limits.
            public var chargingSchedule: ChargingSchedule?

            /// The payload by its members.
            public init(
                status: AcceptedOrRejected, connectorId: Int? = nil, scheduleStart: OCPPTimestamp? = nil,
                chargingSchedule: ChargingSchedule? = nil
            ) {
                self.status = status
                self.connectorId = connectorId
                self.scheduleStart = scheduleStart
                self.chargingSchedule = chargingSchedule
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: AcceptedOrRejected?
                var connectorId: Int?
                var scheduleStart: OCPPTimestamp?
                var chargingSchedule: ChargingSchedule?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "connectorId": connectorId = try reader.integer()
                    case "scheduleStart": scheduleStart = try reader.timestamp()
                    case "chargingSchedule": chargingSchedule = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
                self.connectorId = connectorId
                self.scheduleStart = scheduleStart
                self.chargingSchedule = chargingSchedule
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
                writer.member("connectorId", connectorId)
                writer.member("scheduleStart", scheduleStart)
                writer.member("chargingSchedule", chargingSchedule)
            }
        }
    }
}
