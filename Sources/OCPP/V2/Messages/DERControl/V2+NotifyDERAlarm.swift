// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells of a fault of the grid, or of its end (functional block R).
    public struct NotifyDERAlarm: V2Request, V21Payload {
        public static let action = "NotifyDERAlarm"
        public typealias Response = EmptyResponse<Self>
        /// The kind of control.
        public var controlType: DERControlKind
        public var gridEventFault: GridEventFault?
        public var alarmEnded: Bool?
        /// When it happened, by the station's clock. Nil where nothing readable was sent.
        public var timestamp: OCPPTimestamp?
        /// Extra info. At most 200 characters.
        public var extraInfo: String?
        public var customData: CustomData?

        public init(controlType: DERControlKind, timestamp: OCPPTimestamp?) {
            self.controlType = controlType
            self.timestamp = timestamp
        }

        public init(unread: ()) { controlType = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("controlType", &controlType)
            coder.optional("gridEventFault", &gridEventFault)
            coder.optional("alarmEnded", &alarmEnded)
            coder.optional("timestamp", &timestamp, Facets(required: .always))
            coder.optional("extraInfo", &extraInfo, Facets(limit: 200))
        }
    }

    /// `GridEventFaultEnumType` of the standard.
    public enum GridEventFault: OpenEnumeration {
        case currentImbalance, localEmergency, lowInputPower, overCurrent, overFrequency, overVoltage,
            phaseRotation, remoteEmergency, underFrequency, underVoltage, voltageImbalance
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("CurrentImbalance", .currentImbalance), ("LocalEmergency", .localEmergency),
            ("LowInputPower", .lowInputPower), ("OverCurrent", .overCurrent), ("OverFrequency", .overFrequency),
            ("OverVoltage", .overVoltage), ("PhaseRotation", .phaseRotation),
            ("RemoteEmergency", .remoteEmergency), ("UnderFrequency", .underFrequency),
            ("UnderVoltage", .underVoltage), ("VoltageImbalance", .voltageImbalance),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
