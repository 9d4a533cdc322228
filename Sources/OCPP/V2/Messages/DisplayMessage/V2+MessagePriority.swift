// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `MessagePriorityEnumType` of the standard.
    public enum MessagePriority: OpenEnumeration {
        case alwaysFront, inFront, normalCycle
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("AlwaysFront", .alwaysFront), ("InFront", .inFront), ("NormalCycle", .normalCycle),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
