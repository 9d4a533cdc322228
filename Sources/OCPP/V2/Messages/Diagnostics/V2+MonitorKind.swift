// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `MonitorEnumType` of the standard.
    public enum MonitorKind: OpenEnumeration {
        case upperThreshold, lowerThreshold, delta, periodic, periodicClockAligned, targetDelta,
            targetDeltaRelative
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("UpperThreshold", .upperThreshold), ("LowerThreshold", .lowerThreshold), ("Delta", .delta),
            ("Periodic", .periodic), ("PeriodicClockAligned", .periodicClockAligned),
            ("TargetDelta", .targetDelta), ("TargetDeltaRelative", .targetDeltaRelative),
        ]
        public static let newer = 2
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
