// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ControlModeEnumType` of the standard.
    public enum ControlMode: OpenEnumeration {
        case scheduledControl, dynamicControl
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("ScheduledControl", .scheduledControl), ("DynamicControl", .dynamicControl),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
