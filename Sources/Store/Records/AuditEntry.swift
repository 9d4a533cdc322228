// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// Who did what to what, when and why. Entries are never changed; they go when they are two years old.
public struct AuditEntry: Sendable, Hashable {
    /// When.
    public var time: UTCInstant
    /// The person or system.
    public var author: String
    /// What was done, e.g. `limit.set`.
    public var action: String
    /// To what, e.g. a node's identifier.
    public var target: String
    /// Why, in the author's words.
    public var reason: String?
    /// Particulars as JSON text.
    public var detailsJSON: String?

    /// By its members.
    public init(
        time: UTCInstant, author: String, action: String, target: String, reason: String? = nil,
        detailsJSON: String? = nil
    ) {
        self.time = time
        self.author = author
        self.action = action
        self.target = target
        self.reason = reason
        self.detailsJSON = detailsJSON
    }
}
