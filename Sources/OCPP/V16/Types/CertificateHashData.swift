// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// What names a certificate: hashes of its issuer, and its number.
    public struct CertificateHashData: OCPPPayload {
        /// How the hashes were made.
        public var hashAlgorithm: HashAlgorithm
        /// Of the issuer's name.
        public var issuerNameHash: String
        /// Of the issuer's key.
        public var issuerKeyHash: String
        /// The certificate's number, hexadecimal.
        public var serialNumber: String

        /// The payload by its members.
        public init(hashAlgorithm: HashAlgorithm, issuerNameHash: String, issuerKeyHash: String, serialNumber: String) {
            self.hashAlgorithm = hashAlgorithm
            self.issuerNameHash = issuerNameHash
            self.issuerKeyHash = issuerKeyHash
            self.serialNumber = serialNumber
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var hashAlgorithm: HashAlgorithm?
            var issuerNameHash: String?
            var issuerKeyHash: String?
            var serialNumber: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "hashAlgorithm": hashAlgorithm = try reader.enumeration()
                case "issuerNameHash": issuerNameHash = try reader.text()
                case "issuerKeyHash": issuerKeyHash = try reader.text()
                case "serialNumber": serialNumber = try reader.text()
                default: try reader.skipValue()
                }
            }
            self.hashAlgorithm = try reader.require(hashAlgorithm, "hashAlgorithm")
            self.issuerNameHash = try reader.require(issuerNameHash, "issuerNameHash")
            self.issuerKeyHash = try reader.require(issuerKeyHash, "issuerKeyHash")
            self.serialNumber = try reader.require(serialNumber, "serialNumber")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("hashAlgorithm", hashAlgorithm)
            writer.member("issuerNameHash", issuerNameHash, limit: 128)
            writer.member("issuerKeyHash", issuerKeyHash, limit: 128)
            writer.member("serialNumber", serialNumber, limit: 40)
        }
    }

    /// A hash.
    public enum HashAlgorithm: OpenEnumeration {
        case sha256, sha384, sha512
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("SHA256", .sha256), ("SHA384", .sha384), ("SHA512", .sha512),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
