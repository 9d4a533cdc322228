// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells how the publishing of firmware goes (functional block L).
    public struct PublishFirmwareStatusNotification: V2Request {
        public static let action = "PublishFirmwareStatusNotification"
        public typealias Response = EmptyResponse<Self>
        /// What became of it.
        public var status: PublishFirmwareStatus
        /// Where the firmware can be had. At most 2000 characters (2.0.1: 512).
        public var location: [String]?
        /// Names the request that this belongs to.
        public var requestId: Int?
        /// The reason, in detail. 2.1 only.
        public var statusInfo: StatusInfo?
        public var customData: CustomData?

        public init(status: PublishFirmwareStatus) { self.status = status }

        public init(unread: ()) { status = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("status", &status)
            coder.optional("location", &location, Facets(limit: 2000, limit201: 512, minItems: 1))
            coder.optional("requestId", &requestId, Facets(least21: 0))
            coder.optional("statusInfo", &statusInfo, Facets(since: .v21))
        }
    }

    /// `PublishFirmwareStatusEnumType` of the standard.
    public enum PublishFirmwareStatus: OpenEnumeration {
        case idle, downloadScheduled, downloading, downloaded, published, downloadFailed, downloadPaused,
            invalidChecksum, checksumVerified, publishFailed
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Idle", .idle), ("DownloadScheduled", .downloadScheduled), ("Downloading", .downloading),
            ("Downloaded", .downloaded), ("Published", .published), ("DownloadFailed", .downloadFailed),
            ("DownloadPaused", .downloadPaused), ("InvalidChecksum", .invalidChecksum),
            ("ChecksumVerified", .checksumVerified), ("PublishFailed", .publishFailed),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
