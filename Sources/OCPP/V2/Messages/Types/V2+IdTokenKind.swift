// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `IdTokenEnumType` of the standard.
    public enum IdTokenKind: OpenEnumeration {
        case central, eMAID, iso14443, iso15693, keyCode, local, macAddress, noAuthorization
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Central", .central), ("eMAID", .eMAID), ("ISO14443", .iso14443), ("ISO15693", .iso15693),
            ("KeyCode", .keyCode), ("Local", .local), ("MacAddress", .macAddress),
            ("NoAuthorization", .noAuthorization),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
