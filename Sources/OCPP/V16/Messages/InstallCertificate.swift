// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Installs a root certificate (1.6 security whitepaper).
    public struct InstallCertificate: OCPPRequest {
        /// The action in the frame.
        public static let action = "InstallCertificate"
        /// What it is for.
        public var certificateType: CertificateUse
        /// In PEM.
        public var certificate: String

        /// The payload by its members.
        public init(certificateType: CertificateUse, certificate: String) {
            self.certificateType = certificateType
            self.certificate = certificate
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var certificateType: CertificateUse?
            var certificate: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "certificateType": certificateType = try reader.enumeration()
                case "certificate": certificate = try reader.text()
                default: try reader.skipValue()
                }
            }
            self.certificateType = try reader.require(certificateType, "certificateType")
            self.certificate = try reader.require(certificate, "certificate")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("certificateType", certificateType)
            writer.member("certificate", certificate, limit: 5500)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// What became of it.
            public var status: InstallCertificateStatus

            /// The payload by its members.
            public init(status: InstallCertificateStatus) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: InstallCertificateStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
            }
        }
    }

    /// What became of a new certificate.
    public enum InstallCertificateStatus: OpenEnumeration {
        case accepted, failed, rejected
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Failed", .failed), ("Rejected", .rejected),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// What a root certificate vouches for.
    public enum CertificateUse: OpenEnumeration {
        case centralSystemRootCertificate, manufacturerRootCertificate
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("CentralSystemRootCertificate", .centralSystemRootCertificate),
            ("ManufacturerRootCertificate", .manufacturerRootCertificate),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
