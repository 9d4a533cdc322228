// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for a certificate (functional block A).
    public struct SignCertificate: V2Request {
        public static let action = "SignCertificate"
        public typealias Response = StatusResponse<Self, GenericStatus>
        /// The signing request, in PEM. At most 5500 characters.
        public var csr: String
        /// What the certificate is for.
        public var certificateType: CertificateSigningUse?
        /// Hash root certificate. 2.1 only.
        public var hashRootCertificate: CertificateHashData?
        /// Names this request; what comes of it repeats it. 2.1 only.
        public var requestId: Int?
        public var customData: CustomData?

        public init(csr: String) { self.csr = csr }

        public init(unread: ()) { csr = "" }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("csr", &csr, Facets(limit: 5500))
            coder.optional("certificateType", &certificateType)
            coder.optional("hashRootCertificate", &hashRootCertificate, Facets(since: .v21))
            coder.optional("requestId", &requestId, Facets(since: .v21))
        }
    }
}
