// SPDX-License-Identifier: Apache-2.0

import GridModel
import Synchronization

/// Stations that were turned away at the door: a wrong password, an identity that no topology names. Bounded, for
/// anybody may knock.
final class RefusedHandshakes: Sendable {
    /// What is kept of one identity.
    struct Entry: Sendable, Hashable {
        var count: Int
        var reason: String
        var lastAt: MonotonicInstant
        /// Where the last one came from.
        var address: String
    }

    /// Identities that are kept; the one that knocked longest ago makes room.
    static let most = 256

    private let entries: Mutex<[String: Entry]> = Mutex([:])

    /// Notes one.
    func note(_ identity: String, reason: String, address: String, now: MonotonicInstant) {
        entries.withLock { entries in
            if entries[identity] == nil, entries.count >= Self.most,
                let oldest = entries.min(by: { ($0.value.lastAt, $0.key) < ($1.value.lastAt, $1.key) })?.key
            {
                entries[oldest] = nil
            }
            let count = (entries[identity]?.count ?? 0) + 1
            entries[identity] = Entry(count: count, reason: reason, lastAt: now, address: address)
        }
    }

    /// What is known of an identity.
    subscript(identity: String) -> Entry? { entries.withLock { $0[identity] } }
}
