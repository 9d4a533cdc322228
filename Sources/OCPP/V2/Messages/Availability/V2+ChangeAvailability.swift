// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Takes a station, an EVSE or a connector into or out of operation (functional block G).
    public struct ChangeAvailability: V2Request {
        public static let action = "ChangeAvailability"
        public typealias Response = StatusResponse<Self, ChangeAvailabilityStatus>
        public var operationalStatus: OperationalStatus
        /// The EVSE.
        public var evse: EVSE?
        public var customData: CustomData?

        public init(operationalStatus: OperationalStatus) { self.operationalStatus = operationalStatus }

        public init(unread: ()) { operationalStatus = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("operationalStatus", &operationalStatus)
            coder.optional("evse", &evse)
        }
    }

    /// `ChangeAvailabilityStatusEnumType` of the standard.
    public enum ChangeAvailabilityStatus: OpenEnumeration {
        case accepted, rejected, scheduled
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("Scheduled", .scheduled),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `OperationalStatusEnumType` of the standard.
    public enum OperationalStatus: OpenEnumeration {
        case inoperative, operative
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Inoperative", .inoperative), ("Operative", .operative),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
