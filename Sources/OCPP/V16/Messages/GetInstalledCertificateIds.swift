// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks which root certificates are installed (1.6 security whitepaper).
    public struct GetInstalledCertificateIds: OCPPRequest {
        /// The action in the frame.
        public static let action = "GetInstalledCertificateIds"
        /// Of which kind.
        public var certificateType: CertificateUse

        /// The payload by its members.
        public init(certificateType: CertificateUse) {
            self.certificateType = certificateType
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var certificateType: CertificateUse?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "certificateType": certificateType = try reader.enumeration()
                default: try reader.skipValue()
                }
            }
            self.certificateType = try reader.require(certificateType, "certificateType")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("certificateType", certificateType)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether there are any.
            public var status: GetInstalledCertificateStatus
            /// What names them.
            public var certificateHashData: [CertificateHashData]?

            /// The payload by its members.
            public init(status: GetInstalledCertificateStatus, certificateHashData: [CertificateHashData]? = nil) {
                self.status = status
                self.certificateHashData = certificateHashData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: GetInstalledCertificateStatus?
                var certificateHashData: [CertificateHashData]?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "certificateHashData": certificateHashData = try reader.objects()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
                self.certificateHashData = certificateHashData
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
                writer.member("certificateHashData", certificateHashData, minimum: 1)
            }
        }
    }

    /// Whether there are such certificates.
    public enum GetInstalledCertificateStatus: OpenEnumeration {
        case accepted, notFound
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("NotFound", .notFound),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
