// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Carries what a vendor has agreed on outside the standard (functional block P).
    public struct DataTransfer: V2Request {
        /// The action in the frame.
        public static let action = "DataTransfer"
        /// The vendor. At most 255 characters.
        public var vendorId: String
        /// Names the message among the vendor's. At most 50 characters.
        public var messageId: String?
        /// What the vendors have agreed on, as any JSON value.
        public var data: JSONValue?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(vendorId: String, messageId: String? = nil, data: JSONValue? = nil, customData: CustomData? = nil) {
            self.vendorId = vendorId
            self.messageId = messageId
            self.data = data
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var vendorId: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "vendorId": vendorId = try reader.text()
                case "messageId": messageId = try reader.text()
                case "data": data = try reader.value()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.vendorId = try reader.require(vendorId, "vendorId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("vendorId", vendorId, limit: 255)
            writer.member("messageId", messageId, limit: 50)
            writer.member("data", data)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: DataTransferStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendors have agreed on, as any JSON value.
            public var data: JSONValue?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: DataTransferStatus, statusInfo: StatusInfo? = nil, data: JSONValue? = nil,
                customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.data = data
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: DataTransferStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
                    case "data": data = try reader.value()
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
                writer.member("data", data)
                writer.member("customData", customData)
            }
        }
    }

    /// `DataTransferStatusEnumType` of the standard.
    public enum DataTransferStatus: OpenEnumeration {
        case accepted, rejected, unknownMessageId, unknownVendorId
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("UnknownMessageId", .unknownMessageId),
            ("UnknownVendorId", .unknownVendorId),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
