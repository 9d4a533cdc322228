// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// The station's certificate, signed as it asked (1.6 security whitepaper).
    public struct CertificateSigned: OCPPRequest {
        /// The action in the frame.
        public static let action = "CertificateSigned"
        /// In PEM, the station's own first.
        public var certificateChain: String

        /// The payload by its members.
        public init(certificateChain: String) {
            self.certificateChain = certificateChain
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var certificateChain: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "certificateChain": certificateChain = try reader.text()
                default: try reader.skipValue()
                }
            }
            self.certificateChain = try reader.require(certificateChain, "certificateChain")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("certificateChain", certificateChain, limit: 10000)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether it took the certificate.
            public var status: CertificateSignedStatus

            /// The payload by its members.
            public init(status: CertificateSignedStatus) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: CertificateSignedStatus?
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

    /// Whether a station took a certificate.
    public enum CertificateSignedStatus: OpenEnumeration {
        case accepted, rejected
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
