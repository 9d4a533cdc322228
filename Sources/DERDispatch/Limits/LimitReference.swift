// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// Where a bound comes from: enough to answer "who decided this number?".
///
/// It never changes; a class, since every plan names hundreds of them and a few are meant.
public final class LimitReference: Sendable, Hashable {
    /// Why the value counts.
    public enum Standing: String, Sendable {
        /// It is the source's active limit.
        case active
        /// The source lost its lease; this is its fall-back.
        case fallback
        /// The source has no active limit; this is its default.
        case sourceDefault
        /// It is the equipment's plate or the connection agreement.
        case permanent
    }

    /// Whose limit it is.
    public let source: LimitSource
    /// Which limit, where somebody set it.
    public let id: Limit.ID?
    /// Who set it.
    public let author: String?
    /// Why, in the author's words.
    public let reason: String?
    /// Why the value counts.
    public let standing: Standing
    /// Until when, where it ends.
    public let end: UTCInstant?

    /// The equipment's plate.
    static let rating = LimitReference(source: .rating)
    /// The connection agreement.
    static let connection = LimitReference(source: .connection)
    /// What is guaranteed whatever is dimmed.
    static let guaranteedMinimum = LimitReference(source: .guaranteedMinimum)

    /// By its members.
    public init(
        source: LimitSource, id: Limit.ID? = nil, author: String? = nil, reason: String? = nil,
        standing: Standing = .permanent, end: UTCInstant? = nil
    ) {
        self.source = source
        self.id = id
        self.author = author
        self.reason = reason
        self.standing = standing
        self.end = end
    }

    /// Whether all of both is the same.
    public static func == (left: LimitReference, right: LimitReference) -> Bool {
        left === right
            || left.source == right.source && left.id == right.id && left.author == right.author
                && left.reason == right.reason && left.standing == right.standing && left.end == right.end
    }

    /// Hashes what tells one from another.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(source)
        hasher.combine(id)
        hasher.combine(author)
        hasher.combine(standing)
    }
}
