// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Who calls: by a key, or by the session that a key has opened.
struct Caller: Sendable {
    var bearer: Bearer
    var session: Session?
    /// The session's token.
    var token: String?
}

/// Lets callers in: the order is a key in the header, then a session by its cookie.
struct RequestAdmission: Sendable {
    let gateway: GatewayAccess

    /// Who calls, if the route lets them; nil where it is open to everybody.
    func admit(_ request: APIRequest, to route: Route) throws(Problem) -> Caller? {
        switch route.access {
        case .open: return nil
        case .openOnLoopback where gateway.options.isLoopback: return nil
        case .openOnLoopback, .key, .session, .operatorKey: break
        }
        let caller = try caller(request, isWrite: route.method != "GET")
        if case .operatorKey = route.access, !caller.bearer.isOperator {
            throw .forbidden("only the key of the operator's key file may do that")
        }
        if case .session = route.access { return caller }
        let scope = route.method == "GET" ? KeyScope.read : .operate
        guard caller.bearer.scope >= scope else {
            throw .forbidden("the key \(caller.bearer.name) may read and nothing else")
        }
        return caller
    }

    /// Whether who was let in would be let in again: a key can be revoked, a session ends.
    func isStillAdmitted(_ caller: Caller) -> Bool {
        let now = gateway.engine.clock.now
        if let token = caller.token, gateway.browsers.sessions.session(token, now: now) == nil { return false }
        return (try? gateway.keys.counts(caller.bearer, now: now.utc)) ?? false
    }

    /// A write from a page must come from a page of ours: browsers say where it comes from.
    static func requireOwnOrigin(_ request: APIRequest) throws(Problem) {
        guard let origin = request.origin else { return }
        let parts = origin.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let host = request.host, parts[2] == host else {
            throw .forbidden("it comes from a page of \(origin.prefix(100)), not of this gateway")
        }
    }

    /// Who calls, by key or session.
    func caller(_ request: APIRequest, isWrite: Bool) throws(Problem) -> Caller {
        let now = gateway.engine.clock.now
        if request.authorization == nil, let token = gateway.browsers.cookie.token(in: request.cookie) {
            guard let session = gateway.browsers.sessions.session(token, now: now) else { throw .unauthorized }
            guard try gateway.keys.counts(session.bearer, now: now.utc) else {
                gateway.browsers.sessions.close(token)
                throw .unauthorized
            }
            if isWrite {
                try Self.requireOwnOrigin(request)
                let given = Array((request.csrfToken ?? "").utf8)
                guard Digest.isEqual(given, Array(session.csrfToken.utf8)) else {
                    throw .forbidden("a write with a session's cookie needs its Headroom-CSRF header")
                }
            }
            return Caller(bearer: session.bearer, session: session, token: token)
        }
        guard let bearer = try gateway.keys.bearer(of: bearerToken(request), now: now.utc) else { throw .unauthorized }
        return Caller(bearer: bearer)
    }

    private func bearerToken(_ request: APIRequest) -> [UInt8] {
        guard let value = request.authorization, value.lowercased().hasPrefix("bearer ") else { return [] }
        return Array(value.utf8.dropFirst(7))
    }
}
