// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Progress of an update with signed firmware (1.6 security whitepaper).
    public struct SignedFirmwareStatusNotification: OCPPRequest {
        /// The action in the frame.
        public static let action = "SignedFirmwareStatusNotification"
        /// How far it is.
        public var status: SignedFirmwareStatus
        /// The request that began it.
        public var requestId: Int?

        /// The payload by its members.
        public init(status: SignedFirmwareStatus, requestId: Int? = nil) {
            self.status = status
            self.requestId = requestId
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var status: SignedFirmwareStatus?
            var requestId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "status": status = try reader.enumeration()
                case "requestId": requestId = try reader.integer()
                default: try reader.skipValue()
                }
            }
            self.status = try reader.require(status, "status")
            self.requestId = requestId
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("status", status)
            writer.member("requestId", requestId)
        }

        /// An empty answer.
        public struct Response: OCPPPayload {
            /// A payload without members.
            public init() {}

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.skipValue()
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {}
        }
    }

    /// Progress of an update with signed firmware.
    public enum SignedFirmwareStatus: OpenEnumeration {
        case downloaded, downloadFailed, downloading, downloadScheduled, downloadPaused, idle, installationFailed,
            installing, installed, installRebooting, installScheduled, installVerificationFailed, invalidSignature,
            signatureVerified
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Downloaded", .downloaded), ("DownloadFailed", .downloadFailed), ("Downloading", .downloading),
            ("DownloadScheduled", .downloadScheduled), ("DownloadPaused", .downloadPaused), ("Idle", .idle),
            ("InstallationFailed", .installationFailed), ("Installing", .installing), ("Installed", .installed),
            ("InstallRebooting", .installRebooting), ("InstallScheduled", .installScheduled),
            ("InstallVerificationFailed", .installVerificationFailed), ("InvalidSignature", .invalidSignature),
            ("SignatureVerified", .signatureVerified),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
