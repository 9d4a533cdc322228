// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `LocationEnumType` of the standard.
    public enum Location: OpenEnumeration {
        case body, cable, ev, inlet, outlet, upstream
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Body", .body), ("Cable", .cable), ("EV", .ev), ("Inlet", .inlet), ("Outlet", .outlet),
            ("Upstream", .upstream),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .upstream: version == .v21
            default: unlistedText == nil
            }
        }
    }
}
