// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// What names a certificate.
    public struct CertificateHashData: V2Payload {
        /// Hash algorithm.
        public var hashAlgorithm: HashAlgorithm
        /// Issuer name hash. At most 128 characters.
        public var issuerNameHash: String
        /// Issuer key hash. At most 128 characters.
        public var issuerKeyHash: String
        /// Serial number. At most 40 characters.
        public var serialNumber: String
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            hashAlgorithm: HashAlgorithm, issuerNameHash: String, issuerKeyHash: String, serialNumber: String,
            customData: CustomData? = nil
        ) {
            self.hashAlgorithm = hashAlgorithm
            self.issuerNameHash = issuerNameHash
            self.issuerKeyHash = issuerKeyHash
            self.serialNumber = serialNumber
            self.customData = customData
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
                case "customData": customData = try reader.object()
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
            writer.member("customData", customData)
        }
    }
}
