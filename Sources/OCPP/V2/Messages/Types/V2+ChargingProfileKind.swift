// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ChargingProfileKindEnumType` of the standard.
    public enum ChargingProfileKind: OpenEnumeration {
        case absolute, recurring, relative, dynamic
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Absolute", .absolute), ("Recurring", .recurring), ("Relative", .relative), ("Dynamic", .dynamic),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
