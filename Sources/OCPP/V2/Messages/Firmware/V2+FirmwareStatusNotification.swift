// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells how a firmware update goes (functional block L).
    public struct FirmwareStatusNotification: V2Request {
        public static let action = "FirmwareStatusNotification"
        public typealias Response = EmptyResponse<Self>
        /// What became of it.
        public var status: FirmwareStatus
        /// Names the request that this belongs to.
        public var requestId: Int?
        /// The reason, in detail. 2.1 only.
        public var statusInfo: StatusInfo?
        public var customData: CustomData?

        public init(status: FirmwareStatus) { self.status = status }

        public init(unread: ()) { status = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("status", &status)
            coder.optional("requestId", &requestId)
            coder.optional("statusInfo", &statusInfo, Facets(since: .v21))
        }
    }

    /// `FirmwareStatusEnumType` of the standard.
    public enum FirmwareStatus: OpenEnumeration {
        case downloaded, downloadFailed, downloading, downloadScheduled, downloadPaused, idle,
            installationFailed, installing, installed, installRebooting, installScheduled,
            installVerificationFailed, invalidSignature, signatureVerified
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Downloaded", .downloaded), ("DownloadFailed", .downloadFailed), ("Downloading", .downloading),
            ("DownloadScheduled", .downloadScheduled), ("DownloadPaused", .downloadPaused), ("Idle", .idle),
            ("InstallationFailed", .installationFailed), ("Installing", .installing), ("Installed", .installed),
            ("InstallRebooting", .installRebooting), ("InstallScheduled", .installScheduled),
            ("InstallVerificationFailed", .installVerificationFailed), ("InvalidSignature", .invalidSignature),
            ("SignatureVerified", .signatureVerified),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
