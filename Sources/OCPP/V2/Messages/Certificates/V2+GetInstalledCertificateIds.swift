// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks which certificates are installed (functional block M).
    public struct GetInstalledCertificateIds: V2Request {
        public static let action = "GetInstalledCertificateIds"
        /// What the certificates are for; absent means all.
        public var certificateType: [GetCertificateIdUse]?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("certificateType", &certificateType, Facets(minItems: 1))
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: GetInstalledCertificateStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            public var certificateHashDataChain: [CertificateHashDataChain]?
            public var customData: CustomData?

            public init(status: GetInstalledCertificateStatus) { self.status = status }

            public init(unread: ()) { status = .unread }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("status", &status)
                coder.optional("statusInfo", &statusInfo)
                coder.optional("certificateHashDataChain", &certificateHashDataChain, Facets(minItems: 1))
            }
        }
    }

    /// `CertificateHashDataChainType` of the standard.
    public struct CertificateHashDataChain: V2Payload {
        /// What names the certificate.
        public var certificateHashData: CertificateHashData
        /// What the certificate is for.
        public var certificateType: GetCertificateIdUse
        public var childCertificateHashData: [CertificateHashData]?
        public var customData: CustomData?

        public init(certificateHashData: CertificateHashData, certificateType: GetCertificateIdUse) {
            self.certificateHashData = certificateHashData
            self.certificateType = certificateType
        }

        public init(unread: ()) {
            certificateHashData = .unread
            certificateType = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("certificateHashData", &certificateHashData)
            coder.required("certificateType", &certificateType)
            coder.optional("childCertificateHashData", &childCertificateHashData, Facets(minItems: 1, maxItems: 4))
        }
    }

    /// `GetCertificateIdUseEnumType` of the standard.
    public enum GetCertificateIdUse: OpenEnumeration {
        case v2GRootCertificate, moRootCertificate, csmsRootCertificate, v2GCertificateChain,
            manufacturerRootCertificate, oemRootCertificate
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("V2GRootCertificate", .v2GRootCertificate), ("MORootCertificate", .moRootCertificate),
            ("CSMSRootCertificate", .csmsRootCertificate), ("V2GCertificateChain", .v2GCertificateChain),
            ("ManufacturerRootCertificate", .manufacturerRootCertificate),
            ("OEMRootCertificate", .oemRootCertificate),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `GetInstalledCertificateStatusEnumType` of the standard.
    public enum GetInstalledCertificateStatus: OpenEnumeration {
        case accepted, notFound
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("NotFound", .notFound),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
