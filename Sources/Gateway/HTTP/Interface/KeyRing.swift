// SPDX-License-Identifier: Apache-2.0

import GridModel
import Store

/// What a key permits; each includes those before it.
enum KeyScope: String, CaseIterable, Comparable {
    case read, operate

    static func < (left: Self, right: Self) -> Bool { left == .read && right == .operate }
}

/// Who calls, by the key.
struct Bearer: Sendable, Hashable {
    /// The key's name.
    var name: String
    /// Whose it is.
    var owner: String
    var scope: KeyScope
    /// Whether it is the key of the file on this machine.
    var isOperator: Bool
}

/// The keys of the interface: the operator's, in its file, and those that were handed out, of which the store has only
/// salted hashes.
///
/// A key handed out reads `NAME.SECRET`: the name finds the hash that the secret is held against.
struct KeyRing {
    let store: Store
    let secrets: MachineSecrets

    /// Most keys that were ever made: people and systems, not machines.
    static let capacity = 1_000
    private static let secretBytes = 32
    private static let saltBytes = 16

    /// Who has this token; nil where it is none, or counts no more.
    func bearer(of token: [UInt8], now: UTCInstant) throws(Problem) -> Bearer? {
        if Digest.isEqual(token, Array(secrets.operatorKey.utf8)) {
            return Bearer(name: "operator", owner: "operator", scope: .operate, isOperator: true)
        }
        guard let dot = token.lastIndex(of: UInt8(ascii: ".")),
            let name = KeyName(String(decoding: token[..<dot], as: UTF8.self))
        else { return nil }
        guard let known = try known(name.text), known.counts(at: now),
            Digest.isEqual(Digest.hmac(key: known.salt, Array(token[(dot + 1)...])), known.hash)
        else { return nil }
        let scope = known.scopes.contains(KeyScope.operate.rawValue) ? KeyScope.operate : .read
        return Bearer(name: name.text, owner: known.owner ?? name.text, scope: scope, isOperator: false)
    }

    /// Whether a key that opened something still counts.
    func counts(_ bearer: Bearer, now: UTCInstant) throws(Problem) -> Bool {
        guard !bearer.isOperator else { return true }
        return try known(bearer.name)?.counts(at: now) ?? false
    }

    private func known(_ name: String) throws(Problem) -> Credential? {
        do throws(StoreError) { return try store.credential(.apiKey, name: name) } catch { throw .store("\(error)") }
    }

    /// Makes a key and keeps its hash.
    ///
    /// - Returns: the token, which nobody can find out again, and what is kept.
    func add(
        _ name: KeyName, owner: String, scope: KeyScope, expires: UTCInstant?, author: String, now: UTCInstant
    ) throws(Problem) -> (token: String, kept: Credential) {
        let known = try all()
        guard !known.contains(where: { $0.name == name.text }) else {
            throw .conflict("key-exists", "There is a key of that name, or was", "\(name) is taken; give another name")
        }
        guard known.count < Self.capacity else { throw .unavailable("there are \(Self.capacity) keys already") }
        let secret = Hexadecimal.text(RandomBytes.make(Self.secretBytes))
        let salt = RandomBytes.make(Self.saltBytes)
        let scopes = KeyScope.allCases.filter { $0 <= scope }.map(\.rawValue)
        let key = Credential(
            kind: .apiKey, name: name.text, owner: owner, salt: salt,
            hash: Digest.hmac(key: salt, Array(secret.utf8)), scopes: scopes, created: now, expires: expires)
        let entry = AuditEntry(
            time: now, author: author, action: "key.add", target: name.text,
            reason: "\(scope.rawValue) for \(owner)")
        try append([.credential(key), .audit(entry)])
        return ("\(name).\(secret)", key)
    }

    /// Ends a key for good.
    func revoke(_ name: String, author: String, now: UTCInstant) throws(Problem) -> Credential {
        guard var key = try all().first(where: { $0.name == name }), key.revoked == nil else {
            throw .unknown("key", name)
        }
        let entry = AuditEntry(time: now, author: author, action: "key.revoke", target: name, reason: nil)
        try append([.credentialRevoked(.apiKey, name: name, at: now), .audit(entry)])
        key.revoked = now
        return key
    }

    /// All keys that were handed out, also those that count no more.
    func all() throws(Problem) -> [Credential] {
        do throws(StoreError) { return try store.credentials().filter { $0.kind == .apiKey } } catch {
            throw .store("\(error)")
        }
    }

    private func append(_ records: [StoreRecord]) throws(Problem) {
        do throws(StoreError) { try store.append(records) } catch { throw .store("\(error)") }
    }
}

/// A key's name.
typealias KeyName = Identifier<Bearer>
