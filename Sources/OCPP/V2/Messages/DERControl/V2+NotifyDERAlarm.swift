// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells of a fault of the grid, or of its end (functional block R).
    public struct NotifyDERAlarm: V2Request {
        /// The action in the frame.
        public static let action = "NotifyDERAlarm"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// The kind of control.
        public var controlType: DERControlKind
        /// Grid event fault.
        public var gridEventFault: GridEventFault?
        /// Alarm ended.
        public var alarmEnded: Bool?
        /// When it happened, by the station's clock. Nil where nothing readable was sent.
        public var timestamp: OCPPTimestamp?
        /// Extra info. At most 200 characters.
        public var extraInfo: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            controlType: DERControlKind, gridEventFault: GridEventFault? = nil, alarmEnded: Bool? = nil,
            timestamp: OCPPTimestamp?, extraInfo: String? = nil, customData: CustomData? = nil
        ) {
            self.controlType = controlType
            self.gridEventFault = gridEventFault
            self.alarmEnded = alarmEnded
            self.timestamp = timestamp
            self.extraInfo = extraInfo
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var controlType: DERControlKind?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "controlType": controlType = try reader.enumeration()
                case "gridEventFault": gridEventFault = try reader.enumeration()
                case "alarmEnded": alarmEnded = try reader.bool()
                case "timestamp": timestamp = try reader.timestamp()
                case "extraInfo": extraInfo = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.controlType = try reader.require(controlType, "controlType")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("controlType", controlType)
            writer.member("gridEventFault", gridEventFault)
            writer.member("alarmEnded", alarmEnded)
            writer.require("timestamp", timestamp != nil)
            writer.member("timestamp", timestamp)
            writer.member("extraInfo", extraInfo, limit: 200)
            writer.member("customData", customData)
        }

        /// An empty answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
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

    /// `GridEventFaultEnumType` of the standard.
    public enum GridEventFault: OpenEnumeration {
        case currentImbalance, localEmergency, lowInputPower, overCurrent, overFrequency, overVoltage, phaseRotation,
            remoteEmergency, underFrequency, underVoltage, voltageImbalance
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("CurrentImbalance", .currentImbalance), ("LocalEmergency", .localEmergency),
            ("LowInputPower", .lowInputPower), ("OverCurrent", .overCurrent), ("OverFrequency", .overFrequency),
            ("OverVoltage", .overVoltage), ("PhaseRotation", .phaseRotation), ("RemoteEmergency", .remoteEmergency),
            ("UnderFrequency", .underFrequency), ("UnderVoltage", .underVoltage),
            ("VoltageImbalance", .voltageImbalance),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
