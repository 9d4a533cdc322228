// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for a report of what is stored of a customer, or to delete it (functional block N).
    public struct CustomerInformation: V2Request {
        public static let action = "CustomerInformation"
        public typealias Response = StatusResponse<Self, CustomerInformationStatus>
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        public var report: Bool
        public var clear: Bool
        public var customerCertificate: CertificateHashData?
        /// The customer, by a token.
        public var idToken: IdToken?
        /// Customer identifier. At most 64 characters.
        public var customerIdentifier: String?
        public var customData: CustomData?

        public init(requestId: Int, report: Bool, clear: Bool) {
            self.requestId = requestId
            self.report = report
            self.clear = clear
        }

        public init(unread: ()) {
            requestId = 0
            report = false
            clear = false
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestId", &requestId, Facets(least21: 0))
            coder.required("report", &report)
            coder.required("clear", &clear)
            coder.optional("customerCertificate", &customerCertificate)
            coder.optional("idToken", &idToken)
            coder.optional("customerIdentifier", &customerIdentifier, Facets(limit: 64))
        }
    }

    /// `CustomerInformationStatusEnumType` of the standard.
    public enum CustomerInformationStatus: OpenEnumeration {
        case accepted, rejected, invalid
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("Invalid", .invalid),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
