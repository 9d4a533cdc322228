// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Carries what a vendor has agreed on outside the standard (functional block P).
    public struct DataTransfer: V2Request {
        public static let action = "DataTransfer"
        /// The vendor. At most 255 characters.
        public var vendorId: String
        /// Names the message among the vendor's. At most 50 characters.
        public var messageId: String?
        /// What the vendors have agreed on, as any JSON value.
        public var data: JSONValue?
        public var customData: CustomData?

        public init(vendorId: String) { self.vendorId = vendorId }

        public init(unread: ()) { vendorId = "" }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("vendorId", &vendorId, Facets(limit: 255))
            coder.optional("messageId", &messageId, Facets(limit: 50))
            coder.optional("data", &data)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: DataTransferStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendors have agreed on, as any JSON value.
            public var data: JSONValue?
            public var customData: CustomData?

            public init(status: DataTransferStatus) { self.status = status }

            public init(unread: ()) { status = .unread }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("status", &status)
                coder.optional("statusInfo", &statusInfo)
                coder.optional("data", &data)
            }
        }
    }

    /// `DataTransferStatusEnumType` of the standard.
    public enum DataTransferStatus: OpenEnumeration {
        case accepted, rejected, unknownMessageId, unknownVendorId
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("UnknownMessageId", .unknownMessageId),
            ("UnknownVendorId", .unknownVendorId),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
