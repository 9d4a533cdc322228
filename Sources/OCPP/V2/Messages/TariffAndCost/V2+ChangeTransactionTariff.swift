// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Gives a running transaction another tariff (functional block I).
    public struct ChangeTransactionTariff: V2Request, V21Payload {
        public static let action = "ChangeTransactionTariff"
        public typealias Response = StatusResponse<Self, TariffChangeStatus>
        public var tariff: Tariff
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String
        public var customData: CustomData?

        public init(tariff: Tariff, transactionId: String) {
            self.tariff = tariff
            self.transactionId = transactionId
        }

        public init(unread: ()) {
            tariff = .unread
            transactionId = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("tariff", &tariff)
            coder.required("transactionId", &transactionId, Facets(limit: 36))
        }
    }

    /// `TariffChangeStatusEnumType` of the standard.
    public enum TariffChangeStatus: OpenEnumeration {
        case accepted, rejected, tooManyElements, conditionNotSupported, txNotFound, noCurrencyChange
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("TooManyElements", .tooManyElements),
            ("ConditionNotSupported", .conditionNotSupported), ("TxNotFound", .txNotFound),
            ("NoCurrencyChange", .noCurrencyChange),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
