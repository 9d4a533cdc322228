// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Restarts a station or an EVSE (functional block B).
    public struct Reset: V2Request {
        public static let action = "Reset"
        public typealias Response = StatusResponse<Self, ResetStatus>
        public var type: ResetKind
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        public var customData: CustomData?

        public init(type: ResetKind) { self.type = type }

        public init(unread: ()) { type = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("type", &type)
            coder.optional("evseId", &evseId, Facets(least21: 0))
        }
    }

    /// `ResetEnumType` of the standard.
    public enum ResetKind: OpenEnumeration {
        case immediate, onIdle, immediateAndResume
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Immediate", .immediate), ("OnIdle", .onIdle), ("ImmediateAndResume", .immediateAndResume),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `ResetStatusEnumType` of the standard.
    public typealias ResetStatus = ChangeAvailabilityStatus
}
