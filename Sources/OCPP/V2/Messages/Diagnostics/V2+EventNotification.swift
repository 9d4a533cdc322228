// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `EventNotificationEnumType` of the standard.
    public enum EventNotification: OpenEnumeration {
        case hardWiredNotification, hardWiredMonitor, preconfiguredMonitor, customMonitor
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("HardWiredNotification", .hardWiredNotification), ("HardWiredMonitor", .hardWiredMonitor),
            ("PreconfiguredMonitor", .preconfiguredMonitor), ("CustomMonitor", .customMonitor),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
