// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for the revocation status of a chain of certificates (functional block M).
    public struct GetCertificateChainStatus: V2Request {
        /// The action in the frame.
        public static let action = "GetCertificateChainStatus"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Certificate status requests.
        public var certificateStatusRequests: [CertificateStatusRequestInfo]
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(certificateStatusRequests: [CertificateStatusRequestInfo], customData: CustomData? = nil) {
            self.certificateStatusRequests = certificateStatusRequests
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var certificateStatusRequests: [CertificateStatusRequestInfo]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "certificateStatusRequests": certificateStatusRequests = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.certificateStatusRequests = try reader.require(certificateStatusRequests, "certificateStatusRequests")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("certificateStatusRequests", certificateStatusRequests, minimum: 1, maximum: 4)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// Certificate status.
            public var certificateStatus: [CertificateStatus]
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(certificateStatus: [CertificateStatus], customData: CustomData? = nil) {
                self.certificateStatus = certificateStatus
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var certificateStatus: [CertificateStatus]?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "certificateStatus": certificateStatus = try reader.objects()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.certificateStatus = try reader.require(certificateStatus, "certificateStatus")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("certificateStatus", certificateStatus, minimum: 1, maximum: 4)
                writer.member("customData", customData)
            }
        }
    }

    /// `CertificateStatusEnumType` of the standard.
    public enum CertificateStatusKind: OpenEnumeration {
        case good, revoked, unknown, failed
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Good", .good), ("Revoked", .revoked), ("Unknown", .unknown), ("Failed", .failed),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `CertificateStatusRequestInfoType` of the standard.
    public struct CertificateStatusRequestInfo: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// What names the certificate.
        public var certificateHashData: CertificateHashData
        /// Source.
        public var source: CertificateStatusSource
        /// URLs. At most 2000 characters.
        public var urls: [String]
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            certificateHashData: CertificateHashData, source: CertificateStatusSource, urls: [String],
            customData: CustomData? = nil
        ) {
            self.certificateHashData = certificateHashData
            self.source = source
            self.urls = urls
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var certificateHashData: CertificateHashData?
            var source: CertificateStatusSource?
            var urls: [String]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "certificateHashData": certificateHashData = try reader.object()
                case "source": source = try reader.enumeration()
                case "urls": urls = try reader.texts()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.certificateHashData = try reader.require(certificateHashData, "certificateHashData")
            self.source = try reader.require(source, "source")
            self.urls = try reader.require(urls, "urls")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("certificateHashData", certificateHashData)
            writer.member("source", source)
            writer.member("urls", urls, limit: 2000, minimum: 1, maximum: 5)
            writer.member("customData", customData)
        }
    }

    /// `CertificateStatusSourceEnumType` of the standard.
    public enum CertificateStatusSource: OpenEnumeration {
        case crl, ocsp
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("CRL", .crl), ("OCSP", .ocsp),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `CertificateStatusType` of the standard.
    public struct CertificateStatus: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// What names the certificate.
        public var certificateHashData: CertificateHashData
        /// Source.
        public var source: CertificateStatusSource
        /// What became of it.
        public var status: CertificateStatusKind
        /// Next update.
        public var nextUpdate: OCPPTimestamp
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            certificateHashData: CertificateHashData, source: CertificateStatusSource, status: CertificateStatusKind,
            nextUpdate: OCPPTimestamp, customData: CustomData? = nil
        ) {
            self.certificateHashData = certificateHashData
            self.source = source
            self.status = status
            self.nextUpdate = nextUpdate
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var certificateHashData: CertificateHashData?
            var source: CertificateStatusSource?
            var status: CertificateStatusKind?
            var nextUpdate: OCPPTimestamp?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "certificateHashData": certificateHashData = try reader.object()
                case "source": source = try reader.enumeration()
                case "status": status = try reader.enumeration()
                case "nextUpdate": nextUpdate = try reader.timestamp()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.certificateHashData = try reader.require(certificateHashData, "certificateHashData")
            self.source = try reader.require(source, "source")
            self.status = try reader.require(status, "status")
            self.nextUpdate = try reader.require(nextUpdate, "nextUpdate")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("certificateHashData", certificateHashData)
            writer.member("source", source)
            writer.member("status", status)
            writer.member("nextUpdate", nextUpdate)
            writer.member("customData", customData)
        }
    }
}
