// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `MessageFormatEnumType` of the standard.
    public enum MessageFormat: OpenEnumeration {
        case ascii, html, uri, utf8, qrcode
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("ASCII", .ascii), ("HTML", .html), ("URI", .uri), ("UTF8", .utf8), ("QRCODE", .qrcode),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .qrcode: version == .v21
            default: unlistedText == nil
            }
        }
    }
}
