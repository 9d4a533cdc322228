// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `RecurrencyKindEnumType` of the standard.
    public enum RecurrencyKind: OpenEnumeration {
        case daily, weekly
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Daily", .daily), ("Weekly", .weekly),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
