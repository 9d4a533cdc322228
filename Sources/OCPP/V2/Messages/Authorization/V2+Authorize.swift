// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks whether a token may charge (functional block C).
    public struct Authorize: V2Request {
        public static let action = "Authorize"
        /// Who wants to charge.
        public var idToken: IdToken
        /// In PEM. At most 10000 characters (2.0.1: 5500).
        public var certificate: String?
        public var iso15118CertificateHashData: [OCSPRequestData]?
        public var customData: CustomData?

        public init(idToken: IdToken) { self.idToken = idToken }

        public init(unread: ()) { idToken = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("idToken", &idToken)
            coder.optional("certificate", &certificate, Facets(limit: 10000, limit201: 5500))
            coder.optional(
                "iso15118CertificateHashData", &iso15118CertificateHashData, Facets(minItems: 1, maxItems: 4))
        }

        /// The answer.
        public struct Response: V2Payload {
            public var idTokenInfo: IdTokenInfo
            public var certificateStatus: AuthorizeCertificateStatus?
            /// The ways that are allowed. 2.1 only.
            public var allowedEnergyTransfer: [EnergyTransferMode]?
            /// Tariff. 2.1 only.
            public var tariff: Tariff?
            public var customData: CustomData?

            public init(idTokenInfo: IdTokenInfo) { self.idTokenInfo = idTokenInfo }

            public init(unread: ()) { idTokenInfo = .unread }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("idTokenInfo", &idTokenInfo)
                coder.optional("certificateStatus", &certificateStatus)
                coder.optional("allowedEnergyTransfer", &allowedEnergyTransfer, Facets(minItems: 1, since: .v21))
                coder.optional("tariff", &tariff, Facets(since: .v21))
            }
        }
    }

    /// `AuthorizeCertificateStatusEnumType` of the standard.
    public enum AuthorizeCertificateStatus: OpenEnumeration {
        case accepted, signatureError, certificateExpired, certificateRevoked, noCertificateAvailable,
            certChainError, contractCancelled
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("SignatureError", .signatureError),
            ("CertificateExpired", .certificateExpired), ("CertificateRevoked", .certificateRevoked),
            ("NoCertificateAvailable", .noCertificateAvailable), ("CertChainError", .certChainError),
            ("ContractCancelled", .contractCancelled),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
