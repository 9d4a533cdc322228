// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `GenericDeviceModelStatusEnumType` of the standard.
    public enum GenericDeviceModelStatus: OpenEnumeration {
        case accepted, rejected, notSupported, emptyResultSet
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("NotSupported", .notSupported),
            ("EmptyResultSet", .emptyResultSet),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
