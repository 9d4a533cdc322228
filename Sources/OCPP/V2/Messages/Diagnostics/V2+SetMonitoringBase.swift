// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Chooses the set of monitors to begin with (functional block N).
    public struct SetMonitoringBase: V2Request {
        /// The action in the frame.
        public static let action = "SetMonitoringBase"
        /// Monitoring base.
        public var monitoringBase: MonitoringBase
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(monitoringBase: MonitoringBase, customData: CustomData? = nil) {
            self.monitoringBase = monitoringBase
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var monitoringBase: MonitoringBase?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "monitoringBase": monitoringBase = try reader.enumeration()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.monitoringBase = try reader.require(monitoringBase, "monitoringBase")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("monitoringBase", monitoringBase)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: GenericDeviceModelStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: GenericDeviceModelStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: GenericDeviceModelStatus?
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

    /// `MonitoringBaseEnumType` of the standard.
    public enum MonitoringBase: OpenEnumeration {
        case all, factoryDefault, hardWiredOnly
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("All", .all), ("FactoryDefault", .factoryDefault), ("HardWiredOnly", .hardWiredOnly),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
