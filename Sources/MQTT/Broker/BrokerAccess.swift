// SPDX-License-Identifier: Apache-2.0

/// One user of the embedded broker and what it may do. What no rule allows is refused, silently, as MQTT 3.1.1 has it.
public struct BrokerAccess: Hashable, Sendable {
    /// The user name: no `:`, no control characters, no space at either end, not beginning with `#`.
    public let user: String
    /// The password, with the same characters as the user. Stored hashed only.
    public let password: String
    /// What the user may do.
    public let rules: [BrokerRule]

    /// An access from its parts.
    public init(user: String, password: String, rules: [BrokerRule]) {
        self.user = user
        self.password = password
        self.rules = rules
    }
}

extension BrokerAccess: CustomStringConvertible {
    /// The user and its rules; never the password.
    public var description: String { "user \(user): \(rules)" }
}

/// One permission of one user.
public struct BrokerRule: Hashable, Sendable {
    /// A direction, seen from the client.
    public enum Permission: String, Hashable, Sendable {
        /// Receive what is published there.
        case read
        /// Publish there.
        case write
        /// Both.
        case readWrite = "readwrite"
    }

    /// The direction.
    public let permission: Permission
    /// The topics.
    public let filter: MQTTTopicFilter

    /// A rule from its parts.
    public init(_ permission: Permission, _ filter: MQTTTopicFilter) {
        self.permission = permission
        self.filter = filter
    }
}

extension BrokerAccess {
    /// The files of the broker are lines: a text that would end one, or that reads as a comment, would be another rule.
    func validate() throws(BrokerError) {
        try Self.requirePlain(user, field: "user", of: user)
        guard !user.hasPrefix("#") else {
            throw .invalidAccess(user: user, field: "user", reason: "begins with #")
        }
        try Self.requirePlain(password, field: "password", of: user)
        for rule in rules where rule.filter.text.first == " " || rule.filter.text.last == " " {
            throw .invalidAccess(user: user, field: "rule \(rule.filter)", reason: "begins or ends with a space")
        }
    }

    private static func requirePlain(_ text: String, field: String, of user: String) throws(BrokerError) {
        let hasForbidden = text.unicodeScalars.contains { $0 == ":" || $0.value < 0x20 || $0.value == 0x7F }
        guard !text.isEmpty, text.utf8.count <= 256, !hasForbidden, text.first != " ", text.last != " " else {
            throw .invalidAccess(
                user: user, field: field,
                reason: "must have 1 to 256 bytes, no colon, no control character and no space at an end")
        }
    }
}
