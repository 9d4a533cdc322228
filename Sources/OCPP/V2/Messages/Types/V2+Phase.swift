// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `PhaseEnumType` of the standard.
    public enum Phase: OpenEnumeration {
        case l1, l2, l3, n, l1N, l2N, l3N, l1L2, l2L3, l3L1
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("L1", .l1), ("L2", .l2), ("L3", .l3), ("N", .n), ("L1-N", .l1N), ("L2-N", .l2N), ("L3-N", .l3N),
            ("L1-L2", .l1L2), ("L2-L3", .l2L3), ("L3-L1", .l3L1),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
