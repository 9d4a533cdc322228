// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for a certificate (functional block A).
    public struct SignCertificate: V2Request {
        /// The action in the frame.
        public static let action = "SignCertificate"
        /// The signing request, in PEM. At most 5500 characters.
        public var csr: String
        /// What the certificate is for.
        public var certificateType: CertificateSigningUse?
        /// Hash root certificate. 2.1 only.
        public var hashRootCertificate: CertificateHashData?
        /// Names this request; what comes of it repeats it. 2.1 only.
        public var requestId: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            csr: String, certificateType: CertificateSigningUse? = nil, hashRootCertificate: CertificateHashData? = nil,
            requestId: Int? = nil, customData: CustomData? = nil
        ) {
            self.csr = csr
            self.certificateType = certificateType
            self.hashRootCertificate = hashRootCertificate
            self.requestId = requestId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var csr: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "csr": csr = try reader.text()
                case "certificateType": certificateType = try reader.enumeration()
                case "hashRootCertificate": hashRootCertificate = try reader.object()
                case "requestId": requestId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.csr = try reader.require(csr, "csr")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("csr", csr, limit: 5500)
            writer.member("certificateType", certificateType)
            writer.member("hashRootCertificate", hashRootCertificate, since: .v21)
            writer.member("requestId", requestId, since: .v21)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: GenericStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: GenericStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: GenericStatus?
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
}
