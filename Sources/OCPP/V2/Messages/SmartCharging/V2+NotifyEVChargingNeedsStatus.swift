// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `NotifyEVChargingNeedsStatusEnumType` of the standard.
    public enum NotifyEVChargingNeedsStatus: OpenEnumeration {
        case accepted, rejected, processing, noChargingProfile
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("Processing", .processing),
            ("NoChargingProfile", .noChargingProfile),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .noChargingProfile: version == .v21
            default: unlistedText == nil
            }
        }
    }
}
