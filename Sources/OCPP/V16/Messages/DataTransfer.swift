// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Whatever a vendor has agreed on; either side may send it (1.6 sections 4.3 and 5.6).
    public struct DataTransfer: OCPPRequest {
        /// The action in the frame.
        public static let action = "DataTransfer"
        /// Whose agreement.
        public var vendorId: String
        /// Which message of it.
        public var messageId: String?
        /// The content; the standard sets no length.
        public var data: String?

        /// The payload by its members.
        public init(vendorId: String, messageId: String? = nil, data: String? = nil) {
            self.vendorId = vendorId
            self.messageId = messageId
            self.data = data
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var vendorId: String?
            var messageId: String?
            var data: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "vendorId": vendorId = try reader.text()
                case "messageId": messageId = try reader.text()
                case "data": data = try reader.text()
                default: try reader.skipValue()
                }
            }
            self.vendorId = try reader.require(vendorId, "vendorId")
            self.messageId = messageId
            self.data = data
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("vendorId", vendorId, limit: 255)
            writer.member("messageId", messageId, limit: 50)
            writer.member("data", data, limit: 1000000)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// What became of it.
            public var status: DataTransferStatus
            /// The content of the answer.
            public var data: String?

            /// The payload by its members.
            public init(status: DataTransferStatus, data: String? = nil) {
                self.status = status
                self.data = data
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: DataTransferStatus?
                var data: String?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "data": data = try reader.text()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
                self.data = data
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
                writer.member("data", data, limit: 1000000)
            }
        }
    }

    /// What became of a DataTransfer.
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
