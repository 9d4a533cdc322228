// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `OCPPInterfaceEnumType` of the standard.
    public enum OCPPInterface: OpenEnumeration {
        case wired0, wired1, wired2, wired3, wireless0, wireless1, wireless2, wireless3, any
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Wired0", .wired0), ("Wired1", .wired1), ("Wired2", .wired2), ("Wired3", .wired3),
            ("Wireless0", .wireless0), ("Wireless1", .wireless1), ("Wireless2", .wireless2), ("Wireless3", .wireless3),
            ("Any", .any),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .any: version == .v21
            default: unlistedText == nil
            }
        }
    }
}
