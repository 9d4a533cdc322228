// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Removes tariffs from the station (functional block I).
    public struct ClearTariffs: V2Request, V21Payload {
        public static let action = "ClearTariffs"
        /// Tariff ids. At most 60 characters.
        public var tariffIds: [String]?
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("tariffIds", &tariffIds, Facets(limit: 60, minItems: 1))
            coder.optional("evseId", &evseId, Facets(least: 0))
        }

        /// The answer.
        public struct Response: V21Payload {
            public var clearTariffsResult: [ClearTariffsResult]
            public var customData: CustomData?

            public init(clearTariffsResult: [ClearTariffsResult]) { self.clearTariffsResult = clearTariffsResult }

            public init(unread: ()) { clearTariffsResult = [] }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("clearTariffsResult", &clearTariffsResult, Facets(minItems: 1))
            }
        }
    }

    /// `ClearTariffsResultType` of the standard.
    public struct ClearTariffsResult: V2Payload {
        /// What became of it.
        public var status: TariffClearStatus
        /// The reason, in detail.
        public var statusInfo: StatusInfo?
        /// Tariff id. At most 60 characters.
        public var tariffId: String?
        public var customData: CustomData?

        public init(status: TariffClearStatus) { self.status = status }

        public init(unread: ()) { status = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("status", &status)
            coder.optional("statusInfo", &statusInfo)
            coder.optional("tariffId", &tariffId, Facets(limit: 60))
        }
    }

    /// `TariffClearStatusEnumType` of the standard.
    public enum TariffClearStatus: OpenEnumeration {
        case accepted, rejected, noTariff
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("NoTariff", .noTariff),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
