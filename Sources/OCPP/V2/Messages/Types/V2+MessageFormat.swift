// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `MessageFormatEnumType` of the standard.
    public enum MessageFormat: OpenEnumeration {
        case ascii, html, uri, utf8, qrcode
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("ASCII", .ascii), ("HTML", .html), ("URI", .uri), ("UTF8", .utf8), ("QRCODE", .qrcode),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
