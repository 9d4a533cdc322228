// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// The station asks for a certificate (1.6 security whitepaper).
    public struct SignCertificate: OCPPRequest {
        /// The action in the frame.
        public static let action = "SignCertificate"
        /// Certificate signing request, PEM.
        public var csr: String

        /// The payload by its members.
        public init(csr: String) {
            self.csr = csr
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var csr: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "csr": csr = try reader.text()
                default: try reader.skipValue()
                }
            }
            self.csr = try reader.require(csr, "csr")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("csr", csr, limit: 5500)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether the request is taken up.
            public var status: GenericStatus

            /// The payload by its members.
            public init(status: GenericStatus) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: GenericStatus?
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

    /// Yes or no.
    public enum GenericStatus: OpenEnumeration {
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
