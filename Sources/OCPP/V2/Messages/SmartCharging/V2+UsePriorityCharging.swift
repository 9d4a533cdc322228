// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Begins or ends priority charging of a transaction (functional block K).
    public struct UsePriorityCharging: V2Request {
        /// The action in the frame.
        public static let action = "UsePriorityCharging"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String
        /// Activate.
        public var activate: Bool
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(transactionId: String, activate: Bool, customData: CustomData? = nil) {
            self.transactionId = transactionId
            self.activate = activate
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var transactionId: String?
            var activate: Bool?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "transactionId": transactionId = try reader.text()
                case "activate": activate = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.transactionId = try reader.require(transactionId, "transactionId")
            self.activate = try reader.require(activate, "activate")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("transactionId", transactionId, limit: 36)
            writer.member("activate", activate)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// What became of it.
            public var status: PriorityChargingStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: PriorityChargingStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: PriorityChargingStatus?
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

    /// `PriorityChargingStatusEnumType` of the standard.
    public enum PriorityChargingStatus: OpenEnumeration {
        case accepted, rejected, noProfile
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("NoProfile", .noProfile),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
