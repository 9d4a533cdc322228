// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// What names a certificate.
    public struct CertificateHashData: V2Payload {
        public var hashAlgorithm: HashAlgorithm
        /// Issuer name hash. At most 128 characters.
        public var issuerNameHash: String
        /// Issuer key hash. At most 128 characters.
        public var issuerKeyHash: String
        /// Serial number. At most 40 characters.
        public var serialNumber: String
        public var customData: CustomData?

        public init(
            hashAlgorithm: HashAlgorithm, issuerNameHash: String, issuerKeyHash: String, serialNumber: String
        ) {
            self.hashAlgorithm = hashAlgorithm
            self.issuerNameHash = issuerNameHash
            self.issuerKeyHash = issuerKeyHash
            self.serialNumber = serialNumber
        }

        public init(unread: ()) {
            hashAlgorithm = .unread
            issuerNameHash = ""
            issuerKeyHash = ""
            serialNumber = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("hashAlgorithm", &hashAlgorithm)
            coder.required("issuerNameHash", &issuerNameHash, Facets(limit: 128))
            coder.required("issuerKeyHash", &issuerKeyHash, Facets(limit: 128))
            coder.required("serialNumber", &serialNumber, Facets(limit: 40))
        }
    }
}
