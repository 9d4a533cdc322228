// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Installs a root certificate (functional block M).
    public struct InstallCertificate: V2Request {
        /// The action in the frame.
        public static let action = "InstallCertificate"
        /// What the certificate is for.
        public var certificateType: InstallCertificateUse
        /// In PEM. At most 10000 characters (2.0.1: 5500).
        public var certificate: String
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(certificateType: InstallCertificateUse, certificate: String, customData: CustomData? = nil) {
            self.certificateType = certificateType
            self.certificate = certificate
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var certificateType: InstallCertificateUse?
            var certificate: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "certificateType": certificateType = try reader.enumeration()
                case "certificate": certificate = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.certificateType = try reader.require(certificateType, "certificateType")
            self.certificate = try reader.require(certificate, "certificate")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("certificateType", certificateType)
            writer.member("certificate", certificate, limit: is21 ? 10000 : 5500)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: InstallCertificateStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: InstallCertificateStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: InstallCertificateStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
                writer.member("statusInfo", statusInfo)
                writer.member("customData", customData)
            }
        }
    }

    /// `InstallCertificateStatusEnumType` of the standard.
    public enum InstallCertificateStatus: OpenEnumeration {
        case accepted, rejected, failed
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("Failed", .failed),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `InstallCertificateUseEnumType` of the standard.
    public enum InstallCertificateUse: OpenEnumeration {
        case v2GRootCertificate, moRootCertificate, manufacturerRootCertificate, csmsRootCertificate, oemRootCertificate
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("V2GRootCertificate", .v2GRootCertificate), ("MORootCertificate", .moRootCertificate),
            ("ManufacturerRootCertificate", .manufacturerRootCertificate),
            ("CSMSRootCertificate", .csmsRootCertificate), ("OEMRootCertificate", .oemRootCertificate),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .oemRootCertificate: version == .v21
            default: unlistedText == nil
            }
        }
    }
}
