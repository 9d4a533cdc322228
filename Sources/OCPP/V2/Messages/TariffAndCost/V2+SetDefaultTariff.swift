// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Sets the tariff of transactions without one of their own (functional block I).
    public struct SetDefaultTariff: V2Request {
        /// The action in the frame.
        public static let action = "SetDefaultTariff"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Tariff.
        public var tariff: Tariff
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(evseId: Int, tariff: Tariff, customData: CustomData? = nil) {
            self.evseId = evseId
            self.tariff = tariff
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var evseId: Int?
            var tariff: Tariff?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "evseId": evseId = try reader.integer()
                case "tariff": tariff = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.evseId = try reader.require(evseId, "evseId")
            self.tariff = try reader.require(tariff, "tariff")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("evseId", evseId, least: 0)
            writer.member("tariff", tariff)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// What became of it.
            public var status: TariffSetStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: TariffSetStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: TariffSetStatus?
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

    /// `TariffSetStatusEnumType` of the standard.
    public enum TariffSetStatus: OpenEnumeration {
        case accepted, rejected, tooManyElements, conditionNotSupported, duplicateTariffId
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("TooManyElements", .tooManyElements),
            ("ConditionNotSupported", .conditionNotSupported), ("DuplicateTariffId", .duplicateTariffId),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
