// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Gives a running transaction another tariff (functional block I).
    public struct ChangeTransactionTariff: V2Request {
        /// The action in the frame.
        public static let action = "ChangeTransactionTariff"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Tariff.
        public var tariff: Tariff
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(tariff: Tariff, transactionId: String, customData: CustomData? = nil) {
            self.tariff = tariff
            self.transactionId = transactionId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var tariff: Tariff?
            var transactionId: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "tariff": tariff = try reader.object()
                case "transactionId": transactionId = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.tariff = try reader.require(tariff, "tariff")
            self.transactionId = try reader.require(transactionId, "transactionId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("tariff", tariff)
            writer.member("transactionId", transactionId, limit: 36)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// What became of it.
            public var status: TariffChangeStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: TariffChangeStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: TariffChangeStatus?
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

    /// `TariffChangeStatusEnumType` of the standard.
    public enum TariffChangeStatus: OpenEnumeration {
        case accepted, rejected, tooManyElements, conditionNotSupported, txNotFound, noCurrencyChange
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("TooManyElements", .tooManyElements),
            ("ConditionNotSupported", .conditionNotSupported), ("TxNotFound", .txNotFound),
            ("NoCurrencyChange", .noCurrencyChange),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
