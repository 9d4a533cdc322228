// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks the station to send a message now (functional block F).
    public struct TriggerMessage: V2Request {
        public static let action = "TriggerMessage"
        public typealias Response = StatusResponse<Self, TriggerMessageStatus>
        public var requestedMessage: MessageTrigger
        /// The EVSE.
        public var evse: EVSE?
        /// Custom trigger. At most 50 characters. 2.1 only.
        public var customTrigger: String?
        public var customData: CustomData?

        public init(requestedMessage: MessageTrigger) { self.requestedMessage = requestedMessage }

        public init(unread: ()) { requestedMessage = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestedMessage", &requestedMessage)
            coder.optional("evse", &evse)
            coder.optional("customTrigger", &customTrigger, Facets(limit: 50, since: .v21))
        }
    }

    /// `MessageTriggerEnumType` of the standard.
    public enum MessageTrigger: OpenEnumeration {
        case bootNotification, logStatusNotification, firmwareStatusNotification, heartbeat, meterValues,
            signChargingStationCertificate, signV2GCertificate, statusNotification, transactionEvent,
            signCombinedCertificate, publishFirmwareStatusNotification, signV2G20Certificate, customTrigger
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("BootNotification", .bootNotification), ("LogStatusNotification", .logStatusNotification),
            ("FirmwareStatusNotification", .firmwareStatusNotification), ("Heartbeat", .heartbeat),
            ("MeterValues", .meterValues), ("SignChargingStationCertificate", .signChargingStationCertificate),
            ("SignV2GCertificate", .signV2GCertificate), ("StatusNotification", .statusNotification),
            ("TransactionEvent", .transactionEvent), ("SignCombinedCertificate", .signCombinedCertificate),
            ("PublishFirmwareStatusNotification", .publishFirmwareStatusNotification),
            ("SignV2G20Certificate", .signV2G20Certificate), ("CustomTrigger", .customTrigger),
        ]
        public static let newer = 2
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `TriggerMessageStatusEnumType` of the standard.
    public enum TriggerMessageStatus: OpenEnumeration {
        case accepted, rejected, notImplemented
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("NotImplemented", .notImplemented),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
