// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for the revocation status of a chain of certificates (functional block M).
    public struct GetCertificateChainStatus: V2Request, V21Payload {
        public static let action = "GetCertificateChainStatus"
        public var certificateStatusRequests: [CertificateStatusRequestInfo]
        public var customData: CustomData?

        public init(certificateStatusRequests: [CertificateStatusRequestInfo]) {
            self.certificateStatusRequests = certificateStatusRequests
        }

        public init(unread: ()) { certificateStatusRequests = [] }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required(
                "certificateStatusRequests", &certificateStatusRequests, Facets(minItems: 1, maxItems: 4))
        }

        /// The answer.
        public struct Response: V21Payload {
            public var certificateStatus: [CertificateStatus]
            public var customData: CustomData?

            public init(certificateStatus: [CertificateStatus]) { self.certificateStatus = certificateStatus }

            public init(unread: ()) { certificateStatus = [] }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("certificateStatus", &certificateStatus, Facets(minItems: 1, maxItems: 4))
            }
        }
    }

    /// `CertificateStatusEnumType` of the standard.
    public enum CertificateStatusKind: OpenEnumeration {
        case good, revoked, unknown, failed
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Good", .good), ("Revoked", .revoked), ("Unknown", .unknown), ("Failed", .failed),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `CertificateStatusRequestInfoType` of the standard.
    public struct CertificateStatusRequestInfo: V2Payload {
        /// What names the certificate.
        public var certificateHashData: CertificateHashData
        public var source: CertificateStatusSource
        /// URLs. At most 2000 characters.
        public var urls: [String]
        public var customData: CustomData?

        public init(certificateHashData: CertificateHashData, source: CertificateStatusSource, urls: [String]) {
            self.certificateHashData = certificateHashData
            self.source = source
            self.urls = urls
        }

        public init(unread: ()) {
            certificateHashData = .unread
            source = .unread
            urls = []
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("certificateHashData", &certificateHashData)
            coder.required("source", &source)
            coder.required("urls", &urls, Facets(limit: 2000, minItems: 1, maxItems: 5))
        }
    }

    /// `CertificateStatusSourceEnumType` of the standard.
    public enum CertificateStatusSource: OpenEnumeration {
        case crl, ocsp
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [("CRL", .crl), ("OCSP", .ocsp)]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `CertificateStatusType` of the standard.
    public struct CertificateStatus: V2Payload {
        /// What names the certificate.
        public var certificateHashData: CertificateHashData
        public var source: CertificateStatusSource
        /// What became of it.
        public var status: CertificateStatusKind
        public var nextUpdate: OCPPTimestamp
        public var customData: CustomData?

        public init(
            certificateHashData: CertificateHashData, source: CertificateStatusSource,
            status: CertificateStatusKind, nextUpdate: OCPPTimestamp
        ) {
            self.certificateHashData = certificateHashData
            self.source = source
            self.status = status
            self.nextUpdate = nextUpdate
        }

        public init(unread: ()) {
            certificateHashData = .unread
            source = .unread
            status = .unread
            nextUpdate = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("certificateHashData", &certificateHashData)
            coder.required("source", &source)
            coder.required("status", &status)
            coder.required("nextUpdate", &nextUpdate)
        }
    }
}
