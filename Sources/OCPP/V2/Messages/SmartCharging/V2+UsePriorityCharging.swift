// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Begins or ends priority charging of a transaction (functional block K).
    public struct UsePriorityCharging: V2Request, V21Payload {
        public static let action = "UsePriorityCharging"
        public typealias Response = StatusResponse<Self, PriorityChargingStatus>
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String
        public var activate: Bool
        public var customData: CustomData?

        public init(transactionId: String, activate: Bool) {
            self.transactionId = transactionId
            self.activate = activate
        }

        public init(unread: ()) {
            transactionId = ""
            activate = false
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("transactionId", &transactionId, Facets(limit: 36))
            coder.required("activate", &activate)
        }
    }

    /// `PriorityChargingStatusEnumType` of the standard.
    public enum PriorityChargingStatus: OpenEnumeration {
        case accepted, rejected, noProfile
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("NoProfile", .noProfile),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
