// SPDX-License-Identifier: Apache-2.0

extension V16 {
    /// Where a value was measured; absent means the outlet.
    public enum Location: OpenEnumeration {
        case cable, ev, inlet, outlet, body
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Cable", .cable), ("EV", .ev), ("Inlet", .inlet), ("Outlet", .outlet), ("Body", .body),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
