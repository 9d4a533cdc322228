// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells of events that monitors have seen (functional block N).
    public struct NotifyEvent: V2Request {
        /// The action in the frame.
        public static let action = "NotifyEvent"
        /// Number of the part, from 0.
        public var seqNo: Int
        /// Event data.
        public var eventData: [EventData]
        /// When the report was made. Nil where nothing readable was sent.
        public var generatedAt: OCPPTimestamp?
        /// Whether more parts follow. Absent means `false`.
        public var tbc: Bool?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            seqNo: Int, eventData: [EventData], generatedAt: OCPPTimestamp?, tbc: Bool? = nil,
            customData: CustomData? = nil
        ) {
            self.seqNo = seqNo
            self.eventData = eventData
            self.generatedAt = generatedAt
            self.tbc = tbc
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var seqNo: Int?
            var eventData: [EventData]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "seqNo": seqNo = try reader.integer()
                case "eventData": eventData = try reader.objects()
                case "generatedAt": generatedAt = try reader.timestamp()
                case "tbc": tbc = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.seqNo = try reader.require(seqNo, "seqNo")
            self.eventData = try reader.require(eventData, "eventData")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("seqNo", seqNo, least: is21 ? 0 : nil)
            writer.member("eventData", eventData, minimum: 1)
            writer.require("generatedAt", generatedAt != nil)
            writer.member("generatedAt", generatedAt)
            writer.member("tbc", tbc)
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

    /// `EventDataType` of the standard.
    public struct EventData: V2Payload {
        /// Event id.
        public var eventId: Int
        /// Trigger.
        public var trigger: EventTrigger
        /// Actual value. At most 2500 characters.
        public var actualValue: String
        /// The component.
        public var component: Component
        /// Event notification type.
        public var eventNotificationType: EventNotification
        /// The variable.
        public var variable: Variable
        /// When it happened, by the station's clock. Nil where nothing readable was sent.
        public var timestamp: OCPPTimestamp?
        /// Cause.
        public var cause: Int?
        /// The vendor's code of it. At most 50 characters.
        public var techCode: String?
        /// Details for technicians. At most 500 characters.
        public var techInfo: String?
        /// Cleared.
        public var cleared: Bool?
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String?
        /// Variable monitoring id.
        public var variableMonitoringId: Int?
        /// From 0, danger, to 9, a message for debugging. 2.1 only.
        public var severity: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            eventId: Int, trigger: EventTrigger, actualValue: String, component: Component,
            eventNotificationType: EventNotification, variable: Variable, timestamp: OCPPTimestamp?, cause: Int? = nil,
            techCode: String? = nil, techInfo: String? = nil, cleared: Bool? = nil, transactionId: String? = nil,
            variableMonitoringId: Int? = nil, severity: Int? = nil, customData: CustomData? = nil
        ) {
            self.eventId = eventId
            self.trigger = trigger
            self.actualValue = actualValue
            self.component = component
            self.eventNotificationType = eventNotificationType
            self.variable = variable
            self.timestamp = timestamp
            self.cause = cause
            self.techCode = techCode
            self.techInfo = techInfo
            self.cleared = cleared
            self.transactionId = transactionId
            self.variableMonitoringId = variableMonitoringId
            self.severity = severity
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var eventId: Int?
            var trigger: EventTrigger?
            var actualValue: String?
            var component: Component?
            var eventNotificationType: EventNotification?
            var variable: Variable?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "eventId": eventId = try reader.integer()
                case "trigger": trigger = try reader.enumeration()
                case "actualValue": actualValue = try reader.text()
                case "component": component = try reader.object()
                case "eventNotificationType": eventNotificationType = try reader.enumeration()
                case "variable": variable = try reader.object()
                case "timestamp": timestamp = try reader.timestamp()
                case "cause": cause = try reader.integer()
                case "techCode": techCode = try reader.text()
                case "techInfo": techInfo = try reader.text()
                case "cleared": cleared = try reader.bool()
                case "transactionId": transactionId = try reader.text()
                case "variableMonitoringId": variableMonitoringId = try reader.integer()
                case "severity": severity = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.eventId = try reader.require(eventId, "eventId")
            self.trigger = try reader.require(trigger, "trigger")
            self.actualValue = try reader.require(actualValue, "actualValue")
            self.component = try reader.require(component, "component")
            self.eventNotificationType = try reader.require(eventNotificationType, "eventNotificationType")
            self.variable = try reader.require(variable, "variable")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("eventId", eventId, least: is21 ? 0 : nil)
            writer.member("trigger", trigger)
            writer.member("actualValue", actualValue, limit: 2500)
            writer.member("component", component)
            writer.member("eventNotificationType", eventNotificationType)
            writer.member("variable", variable)
            writer.require("timestamp", timestamp != nil)
            writer.member("timestamp", timestamp)
            writer.member("cause", cause, least: is21 ? 0 : nil)
            writer.member("techCode", techCode, limit: 50)
            writer.member("techInfo", techInfo, limit: 500)
            writer.member("cleared", cleared)
            writer.member("transactionId", transactionId, limit: 36)
            writer.member("variableMonitoringId", variableMonitoringId, least: is21 ? 0 : nil)
            writer.member("severity", severity, least: 0, since: .v21)
            writer.member("customData", customData)
        }
    }

    /// `EventTriggerEnumType` of the standard.
    public enum EventTrigger: OpenEnumeration {
        case alerting, delta, periodic
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Alerting", .alerting), ("Delta", .delta), ("Periodic", .periodic),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
