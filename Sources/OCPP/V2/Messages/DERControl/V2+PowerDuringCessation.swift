// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `PowerDuringCessationEnumType` of the standard.
    public enum PowerDuringCessation: OpenEnumeration {
        case active, reactive
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Active", .active), ("Reactive", .reactive),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
