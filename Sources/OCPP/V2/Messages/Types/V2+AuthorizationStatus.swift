// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `AuthorizationStatusEnumType` of the standard.
    public enum AuthorizationStatus: OpenEnumeration {
        case accepted, blocked, concurrentTx, expired, invalid, noCredit, notAllowedTypeEVSE,
            notAtThisLocation, notAtThisTime, unknown
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Blocked", .blocked), ("ConcurrentTx", .concurrentTx),
            ("Expired", .expired), ("Invalid", .invalid), ("NoCredit", .noCredit),
            ("NotAllowedTypeEVSE", .notAllowedTypeEVSE), ("NotAtThisLocation", .notAtThisLocation),
            ("NotAtThisTime", .notAtThisTime), ("Unknown", .unknown),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
