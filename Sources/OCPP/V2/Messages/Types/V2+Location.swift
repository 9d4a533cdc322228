// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `LocationEnumType` of the standard.
    public enum Location: OpenEnumeration {
        case body, cable, ev, inlet, outlet, upstream
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Body", .body), ("Cable", .cable), ("EV", .ev), ("Inlet", .inlet), ("Outlet", .outlet),
            ("Upstream", .upstream),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
