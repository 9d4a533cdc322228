// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Removes a message from the display (functional block O).
    public struct ClearDisplayMessage: V2Request {
        public static let action = "ClearDisplayMessage"
        public typealias Response = StatusResponse<Self, ClearMessageStatus>
        public var id: Int
        public var customData: CustomData?

        public init(id: Int) { self.id = id }

        public init(unread: ()) { id = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("id", &id, Facets(least21: 0))
        }
    }

    /// `ClearMessageStatusEnumType` of the standard.
    public enum ClearMessageStatus: OpenEnumeration {
        case accepted, unknown, rejected
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Unknown", .unknown), ("Rejected", .rejected),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
