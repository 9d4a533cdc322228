// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `HashAlgorithmEnumType` of the standard.
    public enum HashAlgorithm: OpenEnumeration {
        case sha256, sha384, sha512
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("SHA256", .sha256), ("SHA384", .sha384), ("SHA512", .sha512),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
