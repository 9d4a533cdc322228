// SPDX-License-Identifier: Apache-2.0

extension V16 {
    /// The answer of several messages whose status knows only these two.
    public enum AcceptedOrRejected: OpenEnumeration {
        case accepted, rejected
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
