// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks the station to send a message, also one of the security extension (1.6 security whitepaper).
    public struct ExtendedTriggerMessage: OCPPRequest {
        /// The action in the frame.
        public static let action = "ExtendedTriggerMessage"
        /// Which message.
        public var requestedMessage: ExtendedMessageTrigger
        /// For which connector; all where it is absent.
        public var connectorId: Int?

        /// The payload by its members.
        public init(requestedMessage: ExtendedMessageTrigger, connectorId: Int? = nil) {
            self.requestedMessage = requestedMessage
            self.connectorId = connectorId
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestedMessage: ExtendedMessageTrigger?
            var connectorId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestedMessage": requestedMessage = try reader.enumeration()
                case "connectorId": connectorId = try reader.integer()
                default: try reader.skipValue()
                }
            }
            self.requestedMessage = try reader.require(requestedMessage, "requestedMessage")
            self.connectorId = connectorId
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("requestedMessage", requestedMessage)
            writer.member("connectorId", connectorId)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether it will.
            public var status: TriggerMessageStatus

            /// The payload by its members.
            public init(status: TriggerMessageStatus) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: TriggerMessageStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
            }
        }
    }

    /// A message that can be asked for.
    public enum ExtendedMessageTrigger: OpenEnumeration {
        case bootNotification, logStatusNotification, firmwareStatusNotification, heartbeat, meterValues,
            signChargePointCertificate, statusNotification
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("BootNotification", .bootNotification), ("LogStatusNotification", .logStatusNotification),
            ("FirmwareStatusNotification", .firmwareStatusNotification), ("Heartbeat", .heartbeat),
            ("MeterValues", .meterValues), ("SignChargePointCertificate", .signChargePointCertificate),
            ("StatusNotification", .statusNotification),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
