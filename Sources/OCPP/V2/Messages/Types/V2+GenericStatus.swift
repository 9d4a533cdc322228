// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `GenericStatusEnumType` of the standard.
    public enum GenericStatus: OpenEnumeration {
        case accepted, rejected
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
