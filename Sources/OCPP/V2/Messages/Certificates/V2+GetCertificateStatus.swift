// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for the revocation status of a certificate (functional block M).
    public struct GetCertificateStatus: V2Request {
        /// The action in the frame.
        public static let action = "GetCertificateStatus"
        /// OCSP request data.
        public var ocspRequestData: OCSPRequestData
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(ocspRequestData: OCSPRequestData, customData: CustomData? = nil) {
            self.ocspRequestData = ocspRequestData
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var ocspRequestData: OCSPRequestData?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "ocspRequestData": ocspRequestData = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.ocspRequestData = try reader.require(ocspRequestData, "ocspRequestData")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("ocspRequestData", ocspRequestData)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: GetCertificateStatusResult
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// OCSP result. At most 18000 characters (2.0.1: 5500).
            public var ocspResult: String?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: GetCertificateStatusResult, statusInfo: StatusInfo? = nil, ocspResult: String? = nil,
                customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.ocspResult = ocspResult
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: GetCertificateStatusResult?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
                    case "ocspResult": ocspResult = try reader.text()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                let is21 = writer.version == .v21
                writer.member("status", status)
                writer.member("statusInfo", statusInfo)
                writer.member("ocspResult", ocspResult, limit: is21 ? 18000 : 5500)
                writer.member("customData", customData)
            }
        }
    }

    /// `GetCertificateStatusEnumType` of the standard.
    public enum GetCertificateStatusResult: OpenEnumeration {
        case accepted, failed
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Failed", .failed),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
