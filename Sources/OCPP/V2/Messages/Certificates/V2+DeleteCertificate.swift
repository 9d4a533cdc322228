// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Deletes a certificate from the station (functional block M).
    public struct DeleteCertificate: V2Request {
        public static let action = "DeleteCertificate"
        public typealias Response = StatusResponse<Self, DeleteCertificateStatus>
        /// What names the certificate.
        public var certificateHashData: CertificateHashData
        public var customData: CustomData?

        public init(certificateHashData: CertificateHashData) { self.certificateHashData = certificateHashData }

        public init(unread: ()) { certificateHashData = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("certificateHashData", &certificateHashData)
        }
    }

    /// `DeleteCertificateStatusEnumType` of the standard.
    public enum DeleteCertificateStatus: OpenEnumeration {
        case accepted, failed, notFound
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Failed", .failed), ("NotFound", .notFound),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
