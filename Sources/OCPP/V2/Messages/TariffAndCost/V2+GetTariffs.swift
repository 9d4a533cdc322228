// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for the tariffs in the station (functional block I).
    public struct GetTariffs: V2Request, V21Payload {
        public static let action = "GetTariffs"
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        public var customData: CustomData?

        public init(evseId: Int) { self.evseId = evseId }

        public init(unread: ()) { evseId = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("evseId", &evseId, Facets(least: 0))
        }

        /// The answer.
        public struct Response: V21Payload {
            /// What became of it.
            public var status: TariffGetStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            public var tariffAssignments: [TariffAssignment]?
            public var customData: CustomData?

            public init(status: TariffGetStatus) { self.status = status }

            public init(unread: ()) { status = .unread }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("status", &status)
                coder.optional("statusInfo", &statusInfo)
                coder.optional("tariffAssignments", &tariffAssignments, Facets(minItems: 1))
            }
        }
    }

    /// `TariffAssignmentType` of the standard.
    public struct TariffAssignment: V2Payload {
        /// Tariff id. At most 60 characters.
        public var tariffId: String
        public var tariffKind: TariffKind
        /// Not in force before.
        public var validFrom: OCPPTimestamp?
        public var evseIds: [Int]?
        /// Id tokens. At most 255 characters.
        public var idTokens: [String]?
        public var customData: CustomData?

        public init(tariffId: String, tariffKind: TariffKind) {
            self.tariffId = tariffId
            self.tariffKind = tariffKind
        }

        public init(unread: ()) {
            tariffId = ""
            tariffKind = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("tariffId", &tariffId, Facets(limit: 60))
            coder.required("tariffKind", &tariffKind)
            coder.optional("validFrom", &validFrom)
            coder.optional("evseIds", &evseIds, Facets(least: 0, minItems: 1))
            coder.optional("idTokens", &idTokens, Facets(limit: 255, minItems: 1))
        }
    }

    /// `TariffGetStatusEnumType` of the standard.
    public typealias TariffGetStatus = TariffClearStatus

    /// `TariffKindEnumType` of the standard.
    public enum TariffKind: OpenEnumeration {
        case defaultTariff, driverTariff
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("DefaultTariff", .defaultTariff), ("DriverTariff", .driverTariff),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
