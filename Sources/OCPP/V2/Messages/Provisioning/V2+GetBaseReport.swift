// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for a report of the station's variables, which comes as NotifyReport (functional block B).
    public struct GetBaseReport: V2Request {
        /// The action in the frame.
        public static let action = "GetBaseReport"
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// Report base.
        public var reportBase: ReportBase
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(requestId: Int, reportBase: ReportBase, customData: CustomData? = nil) {
            self.requestId = requestId
            self.reportBase = reportBase
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestId: Int?
            var reportBase: ReportBase?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestId": requestId = try reader.integer()
                case "reportBase": reportBase = try reader.enumeration()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestId = try reader.require(requestId, "requestId")
            self.reportBase = try reader.require(reportBase, "reportBase")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("requestId", requestId)
            writer.member("reportBase", reportBase)
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

    /// `ReportBaseEnumType` of the standard.
    public enum ReportBase: OpenEnumeration {
        case configurationInventory, fullInventory, summaryInventory
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("ConfigurationInventory", .configurationInventory), ("FullInventory", .fullInventory),
            ("SummaryInventory", .summaryInventory),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
