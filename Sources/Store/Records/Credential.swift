// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What proves that a site, a station or a caller of the API is who it says. Only the hash is kept.
public struct Credential: Sendable, Hashable {
    /// For whom.
    public enum Kind: String, Sendable, CaseIterable {
        case site
        case station
        case apiKey
    }

    /// For whom.
    public var kind: Kind
    /// The user name, identity or key id; unique within its kind.
    public var name: String
    /// The person or system that has it.
    public var owner: String?
    /// The salt.
    public var salt: [UInt8]
    /// The hash of salt and secret; made and compared by the gateway.
    public var hash: [UInt8]
    /// What it permits.
    public var scopes: [String]
    /// When it was made.
    public var created: UTCInstant
    /// From when it no longer counts.
    public var expires: UTCInstant?
    /// When it was revoked.
    public var revoked: UTCInstant?

    /// By its members.
    public init(
        kind: Kind, name: String, owner: String? = nil, salt: [UInt8], hash: [UInt8], scopes: [String] = [],
        created: UTCInstant, expires: UTCInstant? = nil, revoked: UTCInstant? = nil
    ) {
        self.kind = kind
        self.name = name
        self.owner = owner
        self.salt = salt
        self.hash = hash
        self.scopes = scopes
        self.created = created
        self.expires = expires
        self.revoked = revoked
    }

    /// Whether it counts at that time: neither revoked nor over.
    public func counts(at time: UTCInstant) -> Bool { revoked == nil && expires.map { $0 > time } ?? true }
}
