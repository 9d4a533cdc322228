// SPDX-License-Identifier: Apache-2.0

extension V16 {
    /// Whether a value is a number or signed data; absent means raw.
    public enum ValueFormat: OpenEnumeration {
        case raw, signedData
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Raw", .raw), ("SignedData", .signedData),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
