// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells which ways of energy transfer a transaction may use (functional block Q).
    public struct NotifyAllowedEnergyTransfer: V2Request {
        /// The action in the frame.
        public static let action = "NotifyAllowedEnergyTransfer"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String
        /// The ways that are allowed.
        public var allowedEnergyTransfer: [EnergyTransferMode]
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(transactionId: String, allowedEnergyTransfer: [EnergyTransferMode], customData: CustomData? = nil) {
            self.transactionId = transactionId
            self.allowedEnergyTransfer = allowedEnergyTransfer
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var transactionId: String?
            var allowedEnergyTransfer: [EnergyTransferMode]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "transactionId": transactionId = try reader.text()
                case "allowedEnergyTransfer": allowedEnergyTransfer = try reader.enumerations()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.transactionId = try reader.require(transactionId, "transactionId")
            self.allowedEnergyTransfer = try reader.require(allowedEnergyTransfer, "allowedEnergyTransfer")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("transactionId", transactionId, limit: 36)
            writer.member("allowedEnergyTransfer", allowedEnergyTransfer, minimum: 1)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// What became of it.
            public var status: NotifyAllowedEnergyTransferStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: NotifyAllowedEnergyTransferStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: NotifyAllowedEnergyTransferStatus?
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

    /// `NotifyAllowedEnergyTransferStatusEnumType` of the standard.
    public enum NotifyAllowedEnergyTransferStatus: OpenEnumeration {
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
