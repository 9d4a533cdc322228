// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Delivers the certificate that was asked for by SignCertificate (functional block A).
    public struct CertificateSigned: V2Request {
        public static let action = "CertificateSigned"
        public typealias Response = StatusResponse<Self, CertificateSignedStatus>
        /// In PEM, leaf first. At most 10000 characters.
        public var certificateChain: String
        /// What the certificate is for.
        public var certificateType: CertificateSigningUse?
        /// Names the request that this belongs to. 2.1 only.
        public var requestId: Int?
        public var customData: CustomData?

        public init(certificateChain: String) { self.certificateChain = certificateChain }

        public init(unread: ()) { certificateChain = "" }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("certificateChain", &certificateChain, Facets(limit: 10000))
            coder.optional("certificateType", &certificateType)
            coder.optional("requestId", &requestId, Facets(since: .v21))
        }
    }

    /// `CertificateSignedStatusEnumType` of the standard.
    public typealias CertificateSignedStatus = GenericStatus
}
