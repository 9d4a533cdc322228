// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ChargingLimitSourceEnumType` of the standard.
    public enum ChargingLimitSource: OpenEnumeration {
        case ems, otherListed, so, cso
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("EMS", .ems), ("Other", .otherListed), ("SO", .so), ("CSO", .cso),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
