// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Deletes a certificate from the station (functional block M).
    public struct DeleteCertificate: V2Request {
        /// The action in the frame.
        public static let action = "DeleteCertificate"
        /// What names the certificate.
        public var certificateHashData: CertificateHashData
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(certificateHashData: CertificateHashData, customData: CustomData? = nil) {
            self.certificateHashData = certificateHashData
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var certificateHashData: CertificateHashData?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "certificateHashData": certificateHashData = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.certificateHashData = try reader.require(certificateHashData, "certificateHashData")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("certificateHashData", certificateHashData)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: DeleteCertificateStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: DeleteCertificateStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: DeleteCertificateStatus?
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

    /// `DeleteCertificateStatusEnumType` of the standard.
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
