// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for the tariffs in the station (functional block I).
    public struct GetTariffs: V2Request {
        /// The action in the frame.
        public static let action = "GetTariffs"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(evseId: Int, customData: CustomData? = nil) {
            self.evseId = evseId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var evseId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "evseId": evseId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.evseId = try reader.require(evseId, "evseId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("evseId", evseId, least: 0)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// What became of it.
            public var status: TariffGetStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// Tariff assignments.
            public var tariffAssignments: [TariffAssignment]?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: TariffGetStatus, statusInfo: StatusInfo? = nil, tariffAssignments: [TariffAssignment]? = nil,
                customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.tariffAssignments = tariffAssignments
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: TariffGetStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
                    case "tariffAssignments": tariffAssignments = try reader.objects()
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
                writer.member("tariffAssignments", tariffAssignments, minimum: 1)
                writer.member("customData", customData)
            }
        }
    }

    /// `TariffAssignmentType` of the standard.
    public struct TariffAssignment: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Tariff id. At most 60 characters.
        public var tariffId: String
        /// Tariff kind.
        public var tariffKind: TariffKind
        /// Not in force before.
        public var validFrom: OCPPTimestamp?
        /// EVSE ids.
        public var evseIds: [Int]?
        /// Id tokens. At most 255 characters.
        public var idTokens: [String]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            tariffId: String, tariffKind: TariffKind, validFrom: OCPPTimestamp? = nil, evseIds: [Int]? = nil,
            idTokens: [String]? = nil, customData: CustomData? = nil
        ) {
            self.tariffId = tariffId
            self.tariffKind = tariffKind
            self.validFrom = validFrom
            self.evseIds = evseIds
            self.idTokens = idTokens
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var tariffId: String?
            var tariffKind: TariffKind?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "tariffId": tariffId = try reader.text()
                case "tariffKind": tariffKind = try reader.enumeration()
                case "validFrom": validFrom = try reader.timestamp()
                case "evseIds": evseIds = try reader.integers()
                case "idTokens": idTokens = try reader.texts()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.tariffId = try reader.require(tariffId, "tariffId")
            self.tariffKind = try reader.require(tariffKind, "tariffKind")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("tariffId", tariffId, limit: 60)
            writer.member("tariffKind", tariffKind)
            writer.member("validFrom", validFrom)
            writer.member("evseIds", evseIds, least: 0, minimum: 1)
            writer.member("idTokens", idTokens, limit: 255, minimum: 1)
            writer.member("customData", customData)
        }
    }

    /// `TariffGetStatusEnumType` of the standard.
    public enum TariffGetStatus: OpenEnumeration {
        case accepted, rejected, noTariff
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("NoTariff", .noTariff),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `TariffKindEnumType` of the standard.
    public enum TariffKind: OpenEnumeration {
        case defaultTariff, driverTariff
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("DefaultTariff", .defaultTariff), ("DriverTariff", .driverTariff),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
