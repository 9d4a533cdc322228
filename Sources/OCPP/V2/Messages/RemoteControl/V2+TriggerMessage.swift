// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks the station to send a message now (functional block F).
    public struct TriggerMessage: V2Request {
        /// The action in the frame.
        public static let action = "TriggerMessage"
        /// Requested message.
        public var requestedMessage: MessageTrigger
        /// The EVSE.
        public var evse: EVSE?
        /// Custom trigger. At most 50 characters. 2.1 only.
        public var customTrigger: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestedMessage: MessageTrigger, evse: EVSE? = nil, customTrigger: String? = nil,
            customData: CustomData? = nil
        ) {
            self.requestedMessage = requestedMessage
            self.evse = evse
            self.customTrigger = customTrigger
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestedMessage: MessageTrigger?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestedMessage": requestedMessage = try reader.enumeration()
                case "evse": evse = try reader.object()
                case "customTrigger": customTrigger = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestedMessage = try reader.require(requestedMessage, "requestedMessage")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("requestedMessage", requestedMessage)
            writer.member("evse", evse)
            writer.member("customTrigger", customTrigger, limit: 50, since: .v21)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: TriggerMessageStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: TriggerMessageStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: TriggerMessageStatus?
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

    /// `MessageTriggerEnumType` of the standard.
    public enum MessageTrigger: OpenEnumeration {
        case bootNotification, logStatusNotification, firmwareStatusNotification, heartbeat, meterValues,
            signChargingStationCertificate, signV2GCertificate, signV2G20Certificate, statusNotification,
            transactionEvent, signCombinedCertificate, publishFirmwareStatusNotification, customTrigger
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("BootNotification", .bootNotification), ("LogStatusNotification", .logStatusNotification),
            ("FirmwareStatusNotification", .firmwareStatusNotification), ("Heartbeat", .heartbeat),
            ("MeterValues", .meterValues), ("SignChargingStationCertificate", .signChargingStationCertificate),
            ("SignV2GCertificate", .signV2GCertificate), ("SignV2G20Certificate", .signV2G20Certificate),
            ("StatusNotification", .statusNotification), ("TransactionEvent", .transactionEvent),
            ("SignCombinedCertificate", .signCombinedCertificate),
            ("PublishFirmwareStatusNotification", .publishFirmwareStatusNotification),
            ("CustomTrigger", .customTrigger),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .signV2G20Certificate, .customTrigger: version == .v21
            default: unlistedText == nil
            }
        }
    }

    /// `TriggerMessageStatusEnumType` of the standard.
    public enum TriggerMessageStatus: OpenEnumeration {
        case accepted, rejected, notImplemented
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("NotImplemented", .notImplemented),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
