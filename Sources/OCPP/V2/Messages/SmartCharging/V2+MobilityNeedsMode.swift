// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `MobilityNeedsModeEnumType` of the standard.
    public enum MobilityNeedsMode: OpenEnumeration {
        case evcc, evccSECC
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("EVCC", .evcc), ("EVCC_SECC", .evccSECC),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
