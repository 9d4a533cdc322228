// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for a contract certificate of a vehicle (functional block M).
    public struct Get15118EVCertificate: V2Request {
        /// The action in the frame.
        public static let action = "Get15118EVCertificate"
        /// ISO 15118 schema version. At most 50 characters.
        public var iso15118SchemaVersion: String
        /// Action.
        public var action: CertificateAction
        /// EXI request. At most 11000 characters (2.0.1: 5600).
        public var exiRequest: String
        /// Maximum contract certificate chains. 2.1 only.
        public var maximumContractCertificateChains: Int?
        /// Prioritized EMAIDs. At most 255 characters. 2.1 only.
        public var prioritizedEMAIDs: [String]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            iso15118SchemaVersion: String, action: CertificateAction, exiRequest: String,
            maximumContractCertificateChains: Int? = nil, prioritizedEMAIDs: [String]? = nil,
            customData: CustomData? = nil
        ) {
            self.iso15118SchemaVersion = iso15118SchemaVersion
            self.action = action
            self.exiRequest = exiRequest
            self.maximumContractCertificateChains = maximumContractCertificateChains
            self.prioritizedEMAIDs = prioritizedEMAIDs
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var iso15118SchemaVersion: String?
            var action: CertificateAction?
            var exiRequest: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "iso15118SchemaVersion": iso15118SchemaVersion = try reader.text()
                case "action": action = try reader.enumeration()
                case "exiRequest": exiRequest = try reader.text()
                case "maximumContractCertificateChains": maximumContractCertificateChains = try reader.integer()
                case "prioritizedEMAIDs": prioritizedEMAIDs = try reader.texts()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.iso15118SchemaVersion = try reader.require(iso15118SchemaVersion, "iso15118SchemaVersion")
            self.action = try reader.require(action, "action")
            self.exiRequest = try reader.require(exiRequest, "exiRequest")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("iso15118SchemaVersion", iso15118SchemaVersion, limit: 50)
            writer.member("action", action)
            writer.member("exiRequest", exiRequest, limit: is21 ? 11000 : 5600)
            writer.member("maximumContractCertificateChains", maximumContractCertificateChains, least: 0, since: .v21)
            writer.member("prioritizedEMAIDs", prioritizedEMAIDs, limit: 255, minimum: 1, maximum: 8, since: .v21)
            writer.member("customData", customData)
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
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: Iso15118EVCertificateStatus, exiResponse: String, statusInfo: StatusInfo? = nil,
                remainingContracts: Int? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.exiResponse = exiResponse
                self.statusInfo = statusInfo
                self.remainingContracts = remainingContracts
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: Iso15118EVCertificateStatus?
                var exiResponse: String?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "exiResponse": exiResponse = try reader.text()
                    case "statusInfo": statusInfo = try reader.object()
                    case "remainingContracts": remainingContracts = try reader.integer()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
                self.exiResponse = try reader.require(exiResponse, "exiResponse")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                let is21 = writer.version == .v21
                writer.member("status", status)
                writer.member("exiResponse", exiResponse, limit: is21 ? 17000 : 7500)
                writer.member("statusInfo", statusInfo)
                writer.member("remainingContracts", remainingContracts, least: 0, since: .v21)
                writer.member("customData", customData)
            }
        }
    }

    /// `CertificateActionEnumType` of the standard.
    public enum CertificateAction: OpenEnumeration {
        case install, update
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Install", .install), ("Update", .update),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `Iso15118EVCertificateStatusEnumType` of the standard.
    public enum Iso15118EVCertificateStatus: OpenEnumeration {
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
