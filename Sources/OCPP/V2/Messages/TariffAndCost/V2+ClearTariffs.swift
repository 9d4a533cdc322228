// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Removes tariffs from the station (functional block I).
    public struct ClearTariffs: V2Request {
        /// The action in the frame.
        public static let action = "ClearTariffs"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Tariff ids. At most 60 characters.
        public var tariffIds: [String]?
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(tariffIds: [String]? = nil, evseId: Int? = nil, customData: CustomData? = nil) {
            self.tariffIds = tariffIds
            self.evseId = evseId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "tariffIds": tariffIds = try reader.texts()
                case "evseId": evseId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("tariffIds", tariffIds, limit: 60, minimum: 1)
            writer.member("evseId", evseId, least: 0)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// Clear tariffs result.
            public var clearTariffsResult: [ClearTariffsResult]
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(clearTariffsResult: [ClearTariffsResult], customData: CustomData? = nil) {
                self.clearTariffsResult = clearTariffsResult
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var clearTariffsResult: [ClearTariffsResult]?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "clearTariffsResult": clearTariffsResult = try reader.objects()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.clearTariffsResult = try reader.require(clearTariffsResult, "clearTariffsResult")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("clearTariffsResult", clearTariffsResult, minimum: 1)
                writer.member("customData", customData)
            }
        }
    }

    /// `ClearTariffsResultType` of the standard.
    public struct ClearTariffsResult: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// What became of it.
        public var status: TariffClearStatus
        /// The reason, in detail.
        public var statusInfo: StatusInfo?
        /// Tariff id. At most 60 characters.
        public var tariffId: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            status: TariffClearStatus, statusInfo: StatusInfo? = nil, tariffId: String? = nil,
            customData: CustomData? = nil
        ) {
            self.status = status
            self.statusInfo = statusInfo
            self.tariffId = tariffId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var status: TariffClearStatus?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "status": status = try reader.enumeration()
                case "statusInfo": statusInfo = try reader.object()
                case "tariffId": tariffId = try reader.text()
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
            writer.member("tariffId", tariffId, limit: 60)
            writer.member("customData", customData)
        }
    }

    /// `TariffClearStatusEnumType` of the standard.
    public enum TariffClearStatus: OpenEnumeration {
        case accepted, rejected, noTariff
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("NoTariff", .noTariff),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
