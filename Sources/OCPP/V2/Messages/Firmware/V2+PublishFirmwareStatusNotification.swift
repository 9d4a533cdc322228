// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells how the publishing of firmware goes (functional block L).
    public struct PublishFirmwareStatusNotification: V2Request {
        /// The action in the frame.
        public static let action = "PublishFirmwareStatusNotification"
        /// What became of it.
        public var status: PublishFirmwareStatus
        /// Where the firmware can be had. At most 2000 characters (2.0.1: 512).
        public var location: [String]?
        /// Names the request that this belongs to.
        public var requestId: Int?
        /// The reason, in detail. 2.1 only.
        public var statusInfo: StatusInfo?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            status: PublishFirmwareStatus, location: [String]? = nil, requestId: Int? = nil,
            statusInfo: StatusInfo? = nil, customData: CustomData? = nil
        ) {
            self.status = status
            self.location = location
            self.requestId = requestId
            self.statusInfo = statusInfo
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var status: PublishFirmwareStatus?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "status": status = try reader.enumeration()
                case "location": location = try reader.texts()
                case "requestId": requestId = try reader.integer()
                case "statusInfo": statusInfo = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.status = try reader.require(status, "status")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("status", status)
            writer.member("location", location, limit: is21 ? 2000 : 512, minimum: 1)
            writer.member("requestId", requestId, least: is21 ? 0 : nil)
            writer.member("statusInfo", statusInfo, since: .v21)
            writer.member("customData", customData)
        }

        /// An empty answer.
        public struct Response: V2Payload {
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

    /// `PublishFirmwareStatusEnumType` of the standard.
    public enum PublishFirmwareStatus: OpenEnumeration {
        case idle, downloadScheduled, downloading, downloaded, published, downloadFailed, downloadPaused,
            invalidChecksum, checksumVerified, publishFailed
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Idle", .idle), ("DownloadScheduled", .downloadScheduled), ("Downloading", .downloading),
            ("Downloaded", .downloaded), ("Published", .published), ("DownloadFailed", .downloadFailed),
            ("DownloadPaused", .downloadPaused), ("InvalidChecksum", .invalidChecksum),
            ("ChecksumVerified", .checksumVerified), ("PublishFailed", .publishFailed),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
