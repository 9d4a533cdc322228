// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for some variables, which come as NotifyReport (functional block B).
    public struct GetReport: V2Request {
        /// The action in the frame.
        public static let action = "GetReport"
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// Component variable.
        public var componentVariable: [ComponentVariable]?
        /// Component criteria.
        public var componentCriteria: [ComponentCriterion]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestId: Int, componentVariable: [ComponentVariable]? = nil,
            componentCriteria: [ComponentCriterion]? = nil, customData: CustomData? = nil
        ) {
            self.requestId = requestId
            self.componentVariable = componentVariable
            self.componentCriteria = componentCriteria
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestId": requestId = try reader.integer()
                case "componentVariable": componentVariable = try reader.objects()
                case "componentCriteria": componentCriteria = try reader.enumerations()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestId = try reader.require(requestId, "requestId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("requestId", requestId)
            writer.member("componentVariable", componentVariable, minimum: 1)
            writer.member("componentCriteria", componentCriteria, minimum: 1, maximum: 4)
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

    /// `ComponentCriterionEnumType` of the standard.
    public enum ComponentCriterion: OpenEnumeration {
        case active, available, enabled, problem
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Active", .active), ("Available", .available), ("Enabled", .enabled), ("Problem", .problem),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
