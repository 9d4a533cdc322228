// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Firmware, where it is and who vouches for it.
    public struct Firmware: OCPPPayload {
        /// URL.
        public var location: String
        /// When to fetch it.
        public var retrieveDateTime: OCPPTimestamp
        /// When to install it.
        public var installDateTime: OCPPTimestamp?
        /// The signer's certificate, PEM.
        public var signingCertificate: String
        /// Base64.
        public var signature: String

        /// The payload by its members.
        public init(
            location: String, retrieveDateTime: OCPPTimestamp, installDateTime: OCPPTimestamp? = nil,
            signingCertificate: String, signature: String
        ) {
            self.location = location
            self.retrieveDateTime = retrieveDateTime
            self.installDateTime = installDateTime
            self.signingCertificate = signingCertificate
            self.signature = signature
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var location: String?
            var retrieveDateTime: OCPPTimestamp?
            var installDateTime: OCPPTimestamp?
            var signingCertificate: String?
            var signature: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "location": location = try reader.text()
                case "retrieveDateTime": retrieveDateTime = try reader.timestamp()
                case "installDateTime": installDateTime = try reader.timestamp()
                case "signingCertificate": signingCertificate = try reader.text()
                case "signature": signature = try reader.text()
                default: try reader.skipValue()
                }
            }
            self.location = try reader.require(location, "location")
            self.retrieveDateTime = try reader.require(retrieveDateTime, "retrieveDateTime")
            self.installDateTime = installDateTime
            self.signingCertificate = try reader.require(signingCertificate, "signingCertificate")
            self.signature = try reader.require(signature, "signature")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("location", location, limit: 512)
            writer.member("retrieveDateTime", retrieveDateTime)
            writer.member("installDateTime", installDateTime)
            writer.member("signingCertificate", signingCertificate, limit: 5500)
            writer.member("signature", signature, limit: 800)
        }
    }
}
