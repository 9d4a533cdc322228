// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Installs a root certificate (functional block M).
    public struct InstallCertificate: V2Request {
        public static let action = "InstallCertificate"
        public typealias Response = StatusResponse<Self, InstallCertificateStatus>
        /// What the certificate is for.
        public var certificateType: InstallCertificateUse
        /// In PEM. At most 10000 characters (2.0.1: 5500).
        public var certificate: String
        public var customData: CustomData?

        public init(certificateType: InstallCertificateUse, certificate: String) {
            self.certificateType = certificateType
            self.certificate = certificate
        }

        public init(unread: ()) {
            certificateType = .unread
            certificate = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("certificateType", &certificateType)
            coder.required("certificate", &certificate, Facets(limit: 10000, limit201: 5500))
        }
    }

    /// `InstallCertificateStatusEnumType` of the standard.
    public enum InstallCertificateStatus: OpenEnumeration {
        case accepted, rejected, failed
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("Failed", .failed),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `InstallCertificateUseEnumType` of the standard.
    public enum InstallCertificateUse: OpenEnumeration {
        case v2GRootCertificate, moRootCertificate, csmsRootCertificate, manufacturerRootCertificate,
            oemRootCertificate
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("V2GRootCertificate", .v2GRootCertificate), ("MORootCertificate", .moRootCertificate),
            ("CSMSRootCertificate", .csmsRootCertificate),
            ("ManufacturerRootCertificate", .manufacturerRootCertificate),
            ("OEMRootCertificate", .oemRootCertificate),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
