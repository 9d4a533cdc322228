// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `EventNotificationEnumType` of the standard.
    public enum EventNotification: OpenEnumeration {
        case hardWiredNotification, hardWiredMonitor, preconfiguredMonitor, customMonitor
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("HardWiredNotification", .hardWiredNotification), ("HardWiredMonitor", .hardWiredMonitor),
            ("PreconfiguredMonitor", .preconfiguredMonitor), ("CustomMonitor", .customMonitor),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
