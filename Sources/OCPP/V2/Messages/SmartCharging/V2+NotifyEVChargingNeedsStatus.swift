// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `NotifyEVChargingNeedsStatusEnumType` of the standard.
    public enum NotifyEVChargingNeedsStatus: OpenEnumeration {
        case accepted, rejected, processing, noChargingProfile
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("Processing", .processing),
            ("NoChargingProfile", .noChargingProfile),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
