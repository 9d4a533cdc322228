// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `OCPPVersionEnumType` of the standard.
    public enum NetworkProfileVersion: OpenEnumeration {
        case ocpp12, ocpp15, ocpp16, ocpp20, ocpp201, ocpp21
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("OCPP12", .ocpp12), ("OCPP15", .ocpp15), ("OCPP16", .ocpp16), ("OCPP20", .ocpp20), ("OCPP201", .ocpp201),
            ("OCPP21", .ocpp21),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .ocpp201, .ocpp21: version == .v21
            default: unlistedText == nil
            }
        }
    }
}
