// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ChargingProfileKindEnumType` of the standard.
    public enum ChargingProfileKind: OpenEnumeration {
        case absolute, recurring, relative, dynamic
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Absolute", .absolute), ("Recurring", .recurring), ("Relative", .relative), ("Dynamic", .dynamic),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .dynamic: version == .v21
            default: unlistedText == nil
            }
        }
    }
}
