// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks whether a token may charge (functional block C).
    public struct Authorize: V2Request {
        /// The action in the frame.
        public static let action = "Authorize"
        /// Who wants to charge.
        public var idToken: IdToken
        /// In PEM. At most 10000 characters (2.0.1: 5500).
        public var certificate: String?
        /// ISO 15118 certificate hash data.
        public var iso15118CertificateHashData: [OCSPRequestData]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            idToken: IdToken, certificate: String? = nil, iso15118CertificateHashData: [OCSPRequestData]? = nil,
            customData: CustomData? = nil
        ) {
            self.idToken = idToken
            self.certificate = certificate
            self.iso15118CertificateHashData = iso15118CertificateHashData
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var idToken: IdToken?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "idToken": idToken = try reader.object()
                case "certificate": certificate = try reader.text()
                case "iso15118CertificateHashData": iso15118CertificateHashData = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.idToken = try reader.require(idToken, "idToken")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("idToken", idToken)
            writer.member("certificate", certificate, limit: is21 ? 10000 : 5500)
            writer.member("iso15118CertificateHashData", iso15118CertificateHashData, minimum: 1, maximum: 4)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// Id token info.
            public var idTokenInfo: IdTokenInfo
            /// Certificate status.
            public var certificateStatus: AuthorizeCertificateStatus?
            /// The ways that are allowed. 2.1 only.
            public var allowedEnergyTransfer: [EnergyTransferMode]?
            /// Tariff. 2.1 only.
            public var tariff: Tariff?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                idTokenInfo: IdTokenInfo, certificateStatus: AuthorizeCertificateStatus? = nil,
                allowedEnergyTransfer: [EnergyTransferMode]? = nil, tariff: Tariff? = nil, customData: CustomData? = nil
            ) {
                self.idTokenInfo = idTokenInfo
                self.certificateStatus = certificateStatus
                self.allowedEnergyTransfer = allowedEnergyTransfer
                self.tariff = tariff
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var idTokenInfo: IdTokenInfo?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "idTokenInfo": idTokenInfo = try reader.object()
                    case "certificateStatus": certificateStatus = try reader.enumeration()
                    case "allowedEnergyTransfer": allowedEnergyTransfer = try reader.enumerations()
                    case "tariff": tariff = try reader.object()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.idTokenInfo = try reader.require(idTokenInfo, "idTokenInfo")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("idTokenInfo", idTokenInfo)
                writer.member("certificateStatus", certificateStatus)
                writer.member("allowedEnergyTransfer", allowedEnergyTransfer, minimum: 1, since: .v21)
                writer.member("tariff", tariff, since: .v21)
                writer.member("customData", customData)
            }
        }
    }

    /// `AuthorizeCertificateStatusEnumType` of the standard.
    public enum AuthorizeCertificateStatus: OpenEnumeration {
        case accepted, signatureError, certificateExpired, certificateRevoked, noCertificateAvailable, certChainError,
            contractCancelled
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("SignatureError", .signatureError), ("CertificateExpired", .certificateExpired),
            ("CertificateRevoked", .certificateRevoked), ("NoCertificateAvailable", .noCertificateAvailable),
            ("CertChainError", .certChainError), ("ContractCancelled", .contractCancelled),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
