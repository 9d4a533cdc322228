// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `EvseKindEnumType` of the standard.
    public enum EvseKind: OpenEnumeration {
        case ac, dc
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [("AC", .ac), ("DC", .dc)]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
