// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `DayOfWeekEnumType` of the standard.
    public enum DayOfWeek: OpenEnumeration {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Monday", .monday), ("Tuesday", .tuesday), ("Wednesday", .wednesday), ("Thursday", .thursday),
            ("Friday", .friday), ("Saturday", .saturday), ("Sunday", .sunday),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
