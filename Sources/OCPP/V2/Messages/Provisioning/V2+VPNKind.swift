// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `VPNEnumType` of the standard.
    public enum VPNKind: OpenEnumeration {
        case ikEv2, ipSec, l2tp, pptp
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("IKEv2", .ikEv2), ("IPSec", .ipSec), ("L2TP", .l2tp), ("PPTP", .pptp),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
