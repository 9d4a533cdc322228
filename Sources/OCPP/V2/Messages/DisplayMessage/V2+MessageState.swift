// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `MessageStateEnumType` of the standard.
    public enum MessageState: OpenEnumeration {
        case charging, faulted, idle, unavailable, suspended, discharging
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Charging", .charging), ("Faulted", .faulted), ("Idle", .idle), ("Unavailable", .unavailable),
            ("Suspended", .suspended), ("Discharging", .discharging),
        ]
        public static let newer = 2
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
