// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for a contract certificate of a vehicle (functional block M).
    public struct Get15118EVCertificate: V2Request {
        public static let action = "Get15118EVCertificate"
        /// ISO 15118 schema version. At most 50 characters.
        public var iso15118SchemaVersion: String
        public var action: CertificateAction
        /// EXI request. At most 11000 characters (2.0.1: 5600).
        public var exiRequest: String
        /// Maximum contract certificate chains. 2.1 only.
        public var maximumContractCertificateChains: Int?
        /// Prioritized EMAIDs. At most 255 characters. 2.1 only.
        public var prioritizedEMAIDs: [String]?
        public var customData: CustomData?

        public init(iso15118SchemaVersion: String, action: CertificateAction, exiRequest: String) {
            self.iso15118SchemaVersion = iso15118SchemaVersion
            self.action = action
            self.exiRequest = exiRequest
        }

        public init(unread: ()) {
            iso15118SchemaVersion = ""
            action = .unread
            exiRequest = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("iso15118SchemaVersion", &iso15118SchemaVersion, Facets(limit: 50))
            coder.required("action", &action)
            coder.required("exiRequest", &exiRequest, Facets(limit: 11000, limit201: 5600))
            coder.optional(
                "maximumContractCertificateChains", &maximumContractCertificateChains,
                Facets(least: 0, since: .v21))
            coder.optional(
                "prioritizedEMAIDs", &prioritizedEMAIDs, Facets(limit: 255, minItems: 1, maxItems: 8, since: .v21))
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: Iso15118EVCertificateStatus
            /// EXI response. At most 17000 characters (2.0.1: 7500).
            public var exiResponse: String
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// Remaining contracts. 2.1 only.
            public var remainingContracts: Int?
            public var customData: CustomData?

            public init(status: Iso15118EVCertificateStatus, exiResponse: String) {
                self.status = status
                self.exiResponse = exiResponse
            }

            public init(unread: ()) {
                status = .unread
                exiResponse = ""
            }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("status", &status)
                coder.required("exiResponse", &exiResponse, Facets(limit: 17000, limit201: 7500))
                coder.optional("statusInfo", &statusInfo)
                coder.optional("remainingContracts", &remainingContracts, Facets(least: 0, since: .v21))
            }
        }
    }

    /// `CertificateActionEnumType` of the standard.
    public enum CertificateAction: OpenEnumeration {
        case install, update
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Install", .install), ("Update", .update),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `Iso15118EVCertificateStatusEnumType` of the standard.
    public typealias Iso15118EVCertificateStatus = GetCertificateStatusResult
}
