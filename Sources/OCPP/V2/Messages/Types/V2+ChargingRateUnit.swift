// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ChargingRateUnitEnumType` of the standard.
    public enum ChargingRateUnit: OpenEnumeration {
        case w, a
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [("W", .w), ("A", .a)]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
