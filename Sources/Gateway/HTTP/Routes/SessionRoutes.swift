// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import Store

extension Routes {
    /// How a browser comes in and goes.
    static let sessions: [Route] = [
        Route(
            "POST", "/login", "Opens a session with a key; the answer sets its cookie.", access: .open,
            body: [
                Field("key", .string, "The operator's key, or one that was made.", isRequired: true),
                Field("person", .string, "Who sits at the browser, for the records."),
            ], answer: logIn),
        Route("POST", "/logout", "Ends the session.", access: .session, body: []) { call throws(Problem) in
            if let token = call.caller?.token { call.gateway.browsers.sessions.close(token) }
            var answer = APIAnswer.json([:])
            answer.headers["Set-Cookie"] = call.gateway.browsers.cookie.clearing
            return answer
        },
        Route("GET", "/v1/session", "Who is logged in, and what they may do; null for nobody.", access: .open) {
            call throws(Problem) in
            guard let caller = try? RequestAdmission(gateway: call.gateway).caller(call.request, isWrite: false) else {
                return .json(["scope": .null])
            }
            return .json(document(caller.bearer, caller.session))
        },
    ]

    @Sendable private static func logIn(_ call: APICall) throws(Problem) -> APIAnswer {
        try RequestAdmission.requireOwnOrigin(call.request)
        let (browsers, address) = (call.gateway.browsers, call.request.address ?? "?")
        let now = call.gateway.engine.clock.now
        let person = call.body.string("person")
        if let person, let reason = Author.fault(person) { throw .field("person", reason) }
        let key = Array((call.body.string("key") ?? "").utf8)
        // Who has a key is let in, whatever others tried from the same address; guessing one is hopeless at any speed.
        guard let bearer = try call.gateway.keys.bearer(of: key, now: now.utc) else {
            if let seconds = browsers.throttle.wait(address, now: now.steady) { throw .tooManyTries(seconds: seconds) }
            browsers.throttle.noteFailure(address, now: now.steady)
            throw Problem(
                status: 401, kind: "wrong-key", title: "That key opens nothing",
                detail: "it is none of this gateway's, was revoked, or is over")
        }
        guard let (token, session) = browsers.sessions.open(bearer, person: person, now: now) else {
            throw .unavailable("there are \(SessionTable.capacity) sessions already")
        }
        let entry = AuditEntry(
            time: now.utc, author: Author.text(bearer, person), action: "session.open", target: bearer.name,
            reason: "from \(address)")
        call.gateway.engine.command { _, _ in ((), [.record([.audit(entry)])]) }
        var answer = APIAnswer.json(document(bearer, session))
        answer.headers["Set-Cookie"] = browsers.cookie.keeping(token)
        return answer
    }

    private static func document(_ bearer: Bearer, _ session: Session?) -> JSONValue {
        [
            "key": .string(bearer.name), "owner": .string(bearer.owner), "scope": .string(bearer.scope.rawValue),
            "author": .string(Author.text(bearer, session?.person)),
            "ends": GatewayDocument.time(session?.ends),
            "csrfToken": session.map { .string($0.csrfToken) } ?? .null,
        ]
    }
}

/// Whose name stands in the records.
enum Author {
    /// The owner of the key, or whom its bearer names; what a key of its own says is marked as its word.
    static func text(_ bearer: Bearer?, _ named: String?) -> String {
        guard let named else { return bearer?.owner ?? "operator" }
        guard let bearer, !bearer.isOperator else { return named }
        return "\(named) (key \(bearer.name))"
    }

    /// Why a name cannot be taken; nil if it can.
    static func fault(_ name: String) -> String? {
        let isPlain = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        return (1...64).contains(name.utf8.count) && isPlain ? nil : "expected 1 to 64 printable bytes"
    }
}
