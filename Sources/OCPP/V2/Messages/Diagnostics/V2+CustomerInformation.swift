// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for a report of what is stored of a customer, or to delete it (functional block N).
    public struct CustomerInformation: V2Request {
        /// The action in the frame.
        public static let action = "CustomerInformation"
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// Report.
        public var report: Bool
        /// Clear.
        public var clear: Bool
        /// Customer certificate.
        public var customerCertificate: CertificateHashData?
        /// The customer, by a token.
        public var idToken: IdToken?
        /// Customer identifier. At most 64 characters.
        public var customerIdentifier: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestId: Int, report: Bool, clear: Bool, customerCertificate: CertificateHashData? = nil,
            idToken: IdToken? = nil, customerIdentifier: String? = nil, customData: CustomData? = nil
        ) {
            self.requestId = requestId
            self.report = report
            self.clear = clear
            self.customerCertificate = customerCertificate
            self.idToken = idToken
            self.customerIdentifier = customerIdentifier
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestId: Int?
            var report: Bool?
            var clear: Bool?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestId": requestId = try reader.integer()
                case "report": report = try reader.bool()
                case "clear": clear = try reader.bool()
                case "customerCertificate": customerCertificate = try reader.object()
                case "idToken": idToken = try reader.object()
                case "customerIdentifier": customerIdentifier = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestId = try reader.require(requestId, "requestId")
            self.report = try reader.require(report, "report")
            self.clear = try reader.require(clear, "clear")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("requestId", requestId, least: is21 ? 0 : nil)
            writer.member("report", report)
            writer.member("clear", clear)
            writer.member("customerCertificate", customerCertificate)
            writer.member("idToken", idToken)
            writer.member("customerIdentifier", customerIdentifier, limit: 64)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: CustomerInformationStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: CustomerInformationStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: CustomerInformationStatus?
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

    /// `CustomerInformationStatusEnumType` of the standard.
    public enum CustomerInformationStatus: OpenEnumeration {
        case accepted, rejected, invalid
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("Invalid", .invalid),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
