// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Deletes an installed certificate (1.6 security whitepaper).
    public struct DeleteCertificate: OCPPRequest {
        /// The action in the frame.
        public static let action = "DeleteCertificate"
        /// Which.
        public var certificateHashData: CertificateHashData

        /// The payload by its members.
        public init(certificateHashData: CertificateHashData) {
            self.certificateHashData = certificateHashData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var certificateHashData: CertificateHashData?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "certificateHashData": certificateHashData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.certificateHashData = try reader.require(certificateHashData, "certificateHashData")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("certificateHashData", certificateHashData)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// What became of it.
            public var status: DeleteCertificateStatus

            /// The payload by its members.
            public init(status: DeleteCertificateStatus) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: DeleteCertificateStatus?
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

    /// What became of a deletion.
    public enum DeleteCertificateStatus: OpenEnumeration {
        case accepted, failed, notFound
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Failed", .failed), ("NotFound", .notFound),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
