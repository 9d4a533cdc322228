// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `MessagePriorityEnumType` of the standard.
    public enum MessagePriority: OpenEnumeration {
        case alwaysFront, inFront, normalCycle
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("AlwaysFront", .alwaysFront), ("InFront", .inFront), ("NormalCycle", .normalCycle),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
