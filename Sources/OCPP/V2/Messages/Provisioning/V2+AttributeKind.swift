// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `AttributeEnumType` of the standard.
    public enum AttributeKind: OpenEnumeration {
        case actual, target, minSet, maxSet
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Actual", .actual), ("Target", .target), ("MinSet", .minSet), ("MaxSet", .maxSet),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
