// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for the grid controls in the station, which come as ReportDERControl (functional block R).
    public struct GetDERControl: V2Request {
        /// The action in the frame.
        public static let action = "GetDERControl"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// Whether it is a default.
        public var isDefault: Bool?
        /// The kind of control.
        public var controlType: DERControlKind?
        /// Names the control. At most 36 characters.
        public var controlId: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestId: Int, isDefault: Bool? = nil, controlType: DERControlKind? = nil, controlId: String? = nil,
            customData: CustomData? = nil
        ) {
            self.requestId = requestId
            self.isDefault = isDefault
            self.controlType = controlType
            self.controlId = controlId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestId": requestId = try reader.integer()
                case "isDefault": isDefault = try reader.bool()
                case "controlType": controlType = try reader.enumeration()
                case "controlId": controlId = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestId = try reader.require(requestId, "requestId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("requestId", requestId)
            writer.member("isDefault", isDefault)
            writer.member("controlType", controlType)
            writer.member("controlId", controlId, limit: 36)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// What became of it.
            public var status: DERControlStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: DERControlStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: DERControlStatus?
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
}
