// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `DERControlStatusEnumType` of the standard.
    public enum DERControlStatus: OpenEnumeration {
        case accepted, rejected, notSupported, notFound
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("NotSupported", .notSupported),
            ("NotFound", .notFound),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
