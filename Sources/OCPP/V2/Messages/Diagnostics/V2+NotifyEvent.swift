// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells of events that monitors have seen (functional block N).
    public struct NotifyEvent: V2Request {
        public static let action = "NotifyEvent"
        public typealias Response = EmptyResponse<Self>
        /// Number of the part, from 0.
        public var seqNo: Int
        public var eventData: [EventData]
        /// When the report was made. Nil where nothing readable was sent.
        public var generatedAt: OCPPTimestamp?
        /// Whether more parts follow. Absent means `false`.
        public var tbc: Bool?
        public var customData: CustomData?

        public init(seqNo: Int, eventData: [EventData], generatedAt: OCPPTimestamp?) {
            self.seqNo = seqNo
            self.eventData = eventData
            self.generatedAt = generatedAt
        }

        public init(unread: ()) {
            seqNo = 0
            eventData = []
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("seqNo", &seqNo, Facets(least21: 0))
            coder.required("eventData", &eventData, Facets(minItems: 1))
            coder.optional("generatedAt", &generatedAt, Facets(required: .always))
            coder.optional("tbc", &tbc)
        }
    }

    /// `EventDataType` of the standard.
    public struct EventData: V2Payload {
        public var eventId: Int
        public var trigger: EventTrigger
        /// Actual value. At most 2500 characters.
        public var actualValue: String
        /// The component.
        public var component: Component
        public var eventNotificationType: EventNotification
        /// The variable.
        public var variable: Variable
        /// When it happened, by the station's clock. Nil where nothing readable was sent.
        public var timestamp: OCPPTimestamp?
        public var cause: Int?
        /// The vendor's code of it. At most 50 characters.
        public var techCode: String?
        /// Details for technicians. At most 500 characters.
        public var techInfo: String?
        public var cleared: Bool?
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String?
        public var variableMonitoringId: Int?
        /// From 0, danger, to 9, a message for debugging. 2.1 only.
        public var severity: Int?
        public var customData: CustomData?

        public init(
            eventId: Int, trigger: EventTrigger, actualValue: String, component: Component,
            eventNotificationType: EventNotification, variable: Variable, timestamp: OCPPTimestamp?
        ) {
            self.eventId = eventId
            self.trigger = trigger
            self.actualValue = actualValue
            self.component = component
            self.eventNotificationType = eventNotificationType
            self.variable = variable
            self.timestamp = timestamp
        }

        public init(unread: ()) {
            eventId = 0
            trigger = .unread
            actualValue = ""
            component = .unread
            eventNotificationType = .unread
            variable = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("eventId", &eventId, Facets(least21: 0))
            coder.required("trigger", &trigger)
            coder.required("actualValue", &actualValue, Facets(limit: 2500))
            coder.required("component", &component)
            coder.required("eventNotificationType", &eventNotificationType)
            coder.required("variable", &variable)
            coder.optional("timestamp", &timestamp, Facets(required: .always))
            coder.optional("cause", &cause, Facets(least21: 0))
            coder.optional("techCode", &techCode, Facets(limit: 50))
            coder.optional("techInfo", &techInfo, Facets(limit: 500))
            coder.optional("cleared", &cleared)
            coder.optional("transactionId", &transactionId, Facets(limit: 36))
            coder.optional("variableMonitoringId", &variableMonitoringId, Facets(least21: 0))
            coder.optional("severity", &severity, Facets(least: 0, since: .v21))
        }
    }

    /// `EventTriggerEnumType` of the standard.
    public enum EventTrigger: OpenEnumeration {
        case alerting, delta, periodic
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Alerting", .alerting), ("Delta", .delta), ("Periodic", .periodic),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
