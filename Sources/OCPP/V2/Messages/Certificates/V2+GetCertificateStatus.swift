// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for the revocation status of a certificate (functional block M).
    public struct GetCertificateStatus: V2Request {
        public static let action = "GetCertificateStatus"
        public var ocspRequestData: OCSPRequestData
        public var customData: CustomData?

        public init(ocspRequestData: OCSPRequestData) { self.ocspRequestData = ocspRequestData }

        public init(unread: ()) { ocspRequestData = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("ocspRequestData", &ocspRequestData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: GetCertificateStatusResult
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// OCSP result. At most 18000 characters (2.0.1: 5500).
            public var ocspResult: String?
            public var customData: CustomData?

            public init(status: GetCertificateStatusResult) { self.status = status }

            public init(unread: ()) { status = .unread }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("status", &status)
                coder.optional("statusInfo", &statusInfo)
                coder.optional("ocspResult", &ocspResult, Facets(limit: 18000, limit201: 5500))
            }
        }
    }

    /// `GetCertificateStatusEnumType` of the standard.
    public enum GetCertificateStatusResult: OpenEnumeration {
        case accepted, failed
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Failed", .failed),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
