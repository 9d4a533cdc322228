// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells how the upload of a log goes (functional block N).
    public struct LogStatusNotification: V2Request {
        public static let action = "LogStatusNotification"
        public typealias Response = EmptyResponse<Self>
        /// What became of it.
        public var status: UploadLogStatus
        /// Names the request that this belongs to.
        public var requestId: Int?
        /// The reason, in detail. 2.1 only.
        public var statusInfo: StatusInfo?
        public var customData: CustomData?

        public init(status: UploadLogStatus) { self.status = status }

        public init(unread: ()) { status = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("status", &status)
            coder.optional("requestId", &requestId)
            coder.optional("statusInfo", &statusInfo, Facets(since: .v21))
        }
    }

    /// `UploadLogStatusEnumType` of the standard.
    public enum UploadLogStatus: OpenEnumeration {
        case badMessage, idle, notSupportedOperation, permissionDenied, uploaded, uploadFailure, uploading,
            acceptedCanceled
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("BadMessage", .badMessage), ("Idle", .idle), ("NotSupportedOperation", .notSupportedOperation),
            ("PermissionDenied", .permissionDenied), ("Uploaded", .uploaded), ("UploadFailure", .uploadFailure),
            ("Uploading", .uploading), ("AcceptedCanceled", .acceptedCanceled),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
