// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Sets the tariff of transactions without one of their own (functional block I).
    public struct SetDefaultTariff: V2Request, V21Payload {
        public static let action = "SetDefaultTariff"
        public typealias Response = StatusResponse<Self, TariffSetStatus>
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        public var tariff: Tariff
        public var customData: CustomData?

        public init(evseId: Int, tariff: Tariff) {
            self.evseId = evseId
            self.tariff = tariff
        }

        public init(unread: ()) {
            evseId = 0
            tariff = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("evseId", &evseId, Facets(least: 0))
            coder.required("tariff", &tariff)
        }
    }

    /// `TariffSetStatusEnumType` of the standard.
    public enum TariffSetStatus: OpenEnumeration {
        case accepted, rejected, tooManyElements, conditionNotSupported, duplicateTariffId
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("TooManyElements", .tooManyElements),
            ("ConditionNotSupported", .conditionNotSupported), ("DuplicateTariffId", .duplicateTariffId),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
