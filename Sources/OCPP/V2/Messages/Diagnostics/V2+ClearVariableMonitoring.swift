// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Removes monitors of variables (functional block N).
    public struct ClearVariableMonitoring: V2Request {
        /// The action in the frame.
        public static let action = "ClearVariableMonitoring"
        /// Id.
        public var id: [Int]
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(id: [Int], customData: CustomData? = nil) {
            self.id = id
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var id: [Int]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "id": id = try reader.integers()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.id = try reader.require(id, "id")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("id", id, least: is21 ? 0 : nil, minimum: 1)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// Clear monitoring result.
            public var clearMonitoringResult: [ClearMonitoringResult]
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(clearMonitoringResult: [ClearMonitoringResult], customData: CustomData? = nil) {
                self.clearMonitoringResult = clearMonitoringResult
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var clearMonitoringResult: [ClearMonitoringResult]?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "clearMonitoringResult": clearMonitoringResult = try reader.objects()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.clearMonitoringResult = try reader.require(clearMonitoringResult, "clearMonitoringResult")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("clearMonitoringResult", clearMonitoringResult, minimum: 1)
                writer.member("customData", customData)
            }
        }
    }

    /// `ClearMonitoringResultType` of the standard.
    public struct ClearMonitoringResult: V2Payload {
        /// What became of it.
        public var status: ClearMonitoringStatus
        /// Id.
        public var id: Int
        /// The reason, in detail.
        public var statusInfo: StatusInfo?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            status: ClearMonitoringStatus, id: Int, statusInfo: StatusInfo? = nil, customData: CustomData? = nil
        ) {
            self.status = status
            self.id = id
            self.statusInfo = statusInfo
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var status: ClearMonitoringStatus?
            var id: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "status": status = try reader.enumeration()
                case "id": id = try reader.integer()
                case "statusInfo": statusInfo = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.status = try reader.require(status, "status")
            self.id = try reader.require(id, "id")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("status", status)
            writer.member("id", id, least: is21 ? 0 : nil)
            writer.member("statusInfo", statusInfo)
            writer.member("customData", customData)
        }
    }

    /// `ClearMonitoringStatusEnumType` of the standard.
    public enum ClearMonitoringStatus: OpenEnumeration {
        case accepted, rejected, notFound
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("NotFound", .notFound),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
