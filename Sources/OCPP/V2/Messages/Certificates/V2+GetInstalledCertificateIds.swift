// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks which certificates are installed (functional block M).
    public struct GetInstalledCertificateIds: V2Request {
        /// The action in the frame.
        public static let action = "GetInstalledCertificateIds"
        /// What the certificates are for; absent means all.
        public var certificateType: [GetCertificateIdUse]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(certificateType: [GetCertificateIdUse]? = nil, customData: CustomData? = nil) {
            self.certificateType = certificateType
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "certificateType": certificateType = try reader.enumerations()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("certificateType", certificateType, minimum: 1)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: GetInstalledCertificateStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// Certificate hash data chain.
            public var certificateHashDataChain: [CertificateHashDataChain]?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: GetInstalledCertificateStatus, statusInfo: StatusInfo? = nil,
                certificateHashDataChain: [CertificateHashDataChain]? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.certificateHashDataChain = certificateHashDataChain
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: GetInstalledCertificateStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
                    case "certificateHashDataChain": certificateHashDataChain = try reader.objects()
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
                writer.member("certificateHashDataChain", certificateHashDataChain, minimum: 1)
                writer.member("customData", customData)
            }
        }
    }

    /// `CertificateHashDataChainType` of the standard.
    public struct CertificateHashDataChain: V2Payload {
        /// What names the certificate.
        public var certificateHashData: CertificateHashData
        /// What the certificate is for.
        public var certificateType: GetCertificateIdUse
        /// Child certificate hash data.
        public var childCertificateHashData: [CertificateHashData]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            certificateHashData: CertificateHashData, certificateType: GetCertificateIdUse,
            childCertificateHashData: [CertificateHashData]? = nil, customData: CustomData? = nil
        ) {
            self.certificateHashData = certificateHashData
            self.certificateType = certificateType
            self.childCertificateHashData = childCertificateHashData
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var certificateHashData: CertificateHashData?
            var certificateType: GetCertificateIdUse?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "certificateHashData": certificateHashData = try reader.object()
                case "certificateType": certificateType = try reader.enumeration()
                case "childCertificateHashData": childCertificateHashData = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.certificateHashData = try reader.require(certificateHashData, "certificateHashData")
            self.certificateType = try reader.require(certificateType, "certificateType")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("certificateHashData", certificateHashData)
            writer.member("certificateType", certificateType)
            writer.member("childCertificateHashData", childCertificateHashData, minimum: 1, maximum: 4)
            writer.member("customData", customData)
        }
    }

    /// `GetCertificateIdUseEnumType` of the standard.
    public enum GetCertificateIdUse: OpenEnumeration {
        case v2GRootCertificate, moRootCertificate, csmsRootCertificate, v2GCertificateChain,
            manufacturerRootCertificate, oemRootCertificate
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("V2GRootCertificate", .v2GRootCertificate), ("MORootCertificate", .moRootCertificate),
            ("CSMSRootCertificate", .csmsRootCertificate), ("V2GCertificateChain", .v2GCertificateChain),
            ("ManufacturerRootCertificate", .manufacturerRootCertificate), ("OEMRootCertificate", .oemRootCertificate),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .oemRootCertificate: version == .v21
            default: unlistedText == nil
            }
        }
    }

    /// `GetInstalledCertificateStatusEnumType` of the standard.
    public enum GetInstalledCertificateStatus: OpenEnumeration {
        case accepted, notFound
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("NotFound", .notFound),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
