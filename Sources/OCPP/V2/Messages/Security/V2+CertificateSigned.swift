// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Delivers the certificate that was asked for by SignCertificate (functional block A).
    public struct CertificateSigned: V2Request {
        /// The action in the frame.
        public static let action = "CertificateSigned"
        /// In PEM, leaf first. At most 10000 characters.
        public var certificateChain: String
        /// What the certificate is for.
        public var certificateType: CertificateSigningUse?
        /// Names the request that this belongs to. 2.1 only.
        public var requestId: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            certificateChain: String, certificateType: CertificateSigningUse? = nil, requestId: Int? = nil,
            customData: CustomData? = nil
        ) {
            self.certificateChain = certificateChain
            self.certificateType = certificateType
            self.requestId = requestId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var certificateChain: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "certificateChain": certificateChain = try reader.text()
                case "certificateType": certificateType = try reader.enumeration()
                case "requestId": requestId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.certificateChain = try reader.require(certificateChain, "certificateChain")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("certificateChain", certificateChain, limit: 10000)
            writer.member("certificateType", certificateType)
            writer.member("requestId", requestId, since: .v21)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: CertificateSignedStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: CertificateSignedStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: CertificateSignedStatus?
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

    /// `CertificateSignedStatusEnumType` of the standard.
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
