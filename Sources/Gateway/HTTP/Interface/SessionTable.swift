// SPDX-License-Identifier: Apache-2.0

import GridModel
import Synchronization

/// A browser that has logged in.
struct Session: Sendable {
    /// Whose key opened it.
    var bearer: Bearer
    /// The person at the browser, as they call themselves; stands in the records.
    var person: String?
    /// What a write must bring along in a header: another site's page can send the cookie, but never read this.
    var csrfToken: String
    /// When it ends whatever happens.
    var ends: UTCInstant
    fileprivate var opened: MonotonicInstant
    fileprivate var lastUsed: MonotonicInstant
}

/// The sessions of browsers, in memory only: a restart of the gateway ends them all.
final class SessionTable: Sendable {
    /// Most sessions at once: people, and the screens of a control room.
    static let capacity = 1_000
    /// Most sessions of one key; beyond it the one that was unused for longest ends. So nobody fills the table alone.
    static let capacityOfKey = 50
    /// A session that is not used for so long ends. An open page uses it all the time.
    static let idleTime = Duration.seconds(30 * 60)
    /// A session ends after so long in any case: a shift.
    static let longestTime = Duration.seconds(12 * 3_600)
    private static let tokenBytes = 32

    private let sessions = Mutex<[String: Session]>([:])

    /// Opens a session; nil where there are too many.
    func open(_ bearer: Bearer, person: String?, now: Moment) -> (token: String, session: Session)? {
        let (token, csrfToken) = (Self.random(), Self.random())
        let session = Session(
            bearer: bearer, person: person, csrfToken: csrfToken, ends: now.utc + Self.longestTime,
            opened: now.steady, lastUsed: now.steady)
        return sessions.withLock { sessions in
            sessions = sessions.filter { !Self.isOver($0.value, now) }
            let same = sessions.filter { $0.value.bearer.name == bearer.name }
            if same.count >= Self.capacityOfKey,
                let oldest = same.min(by: { $0.value.lastUsed < $1.value.lastUsed })
            {
                sessions[oldest.key] = nil
            }
            guard sessions.count < Self.capacity else { return nil }
            sessions[token] = session
            return (token, session)
        }
    }

    /// The session of a token, which is used by that; nil where there is none, or it is over.
    func session(_ token: String, now: Moment) -> Session? {
        sessions.withLock { sessions in
            guard var session = sessions[token] else { return nil }
            guard !Self.isOver(session, now) else {
                sessions[token] = nil
                return nil
            }
            session.lastUsed = now.steady
            sessions[token] = session
            return session
        }
    }

    /// Ends a session.
    func close(_ token: String) { sessions.withLock { $0[token] = nil } }

    /// How many there are.
    var count: Int { sessions.withLock { $0.count } }

    private static func isOver(_ session: Session, _ now: Moment) -> Bool {
        now.steady - session.lastUsed >= idleTime || now.steady - session.opened >= longestTime
    }

    private static func random() -> String { Hexadecimal.text(RandomBytes.make(tokenBytes)) }
}
