// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Takes a station, an EVSE or a connector into or out of operation (functional block G).
    public struct ChangeAvailability: V2Request {
        /// The action in the frame.
        public static let action = "ChangeAvailability"
        /// Operational status.
        public var operationalStatus: OperationalStatus
        /// The EVSE.
        public var evse: EVSE?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(operationalStatus: OperationalStatus, evse: EVSE? = nil, customData: CustomData? = nil) {
            self.operationalStatus = operationalStatus
            self.evse = evse
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var operationalStatus: OperationalStatus?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "operationalStatus": operationalStatus = try reader.enumeration()
                case "evse": evse = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.operationalStatus = try reader.require(operationalStatus, "operationalStatus")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("operationalStatus", operationalStatus)
            writer.member("evse", evse)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: ChangeAvailabilityStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: ChangeAvailabilityStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: ChangeAvailabilityStatus?
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

    /// `ChangeAvailabilityStatusEnumType` of the standard.
    public enum ChangeAvailabilityStatus: OpenEnumeration {
        case accepted, rejected, scheduled
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("Scheduled", .scheduled),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `OperationalStatusEnumType` of the standard.
    public enum OperationalStatus: OpenEnumeration {
        case inoperative, operative
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Inoperative", .inoperative), ("Operative", .operative),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
