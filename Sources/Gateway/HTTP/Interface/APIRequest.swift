// SPDX-License-Identifier: Apache-2.0

import JSON

/// A request as the interface sees it, whatever brought it.
struct APIRequest: Sendable {
    var method: String
    /// The path without the query.
    var path: String
    /// The query without its question mark.
    var query: String?
    /// The value of `Authorization`.
    var authorization: String?
    /// The value of `Idempotency-Key`.
    var idempotencyKey: String?
    /// The value of `Headroom-Author`: who acts through the key, for the records.
    var author: String?
    var body: [UInt8] = []
    /// The value of `Cookie`.
    var cookie: String?
    /// The value of `Headroom-CSRF`: what a write with a session's cookie must bring along.
    var csrfToken: String?
    /// The value of `Origin`: which page sends it, as a browser says.
    var origin: String?
    /// The value of `Host`.
    var host: String?
    /// The value of `If-None-Match`.
    var ifNoneMatch: String?
    /// The address that it comes from.
    var address: String?

    /// Largest body: a limit has some hundred bytes.
    static let largestBody = 65_536
}

/// An answer as the interface gives it.
struct APIAnswer: Sendable {
    /// What is sent.
    enum Body: Sendable {
        case json([UInt8])
        case problem([UInt8])
        case text(String, type: String)
        case bytes([UInt8], type: String)
        case events(EventHub.Subscription)
        case trace(TraceStream)
        case none
    }

    var status: Int
    var body: Body
    /// Further header fields.
    var headers: [String: String] = [:]

    static func json(_ value: JSONValue, status: Int = 200) -> APIAnswer {
        APIAnswer(status: status, body: .json(value.serializedBytes()))
    }

    init(status: Int, body: Body, headers: [String: String] = [:]) {
        self.status = status
        self.body = body
        self.headers = headers
    }

    init(_ problem: Problem) {
        self.init(status: problem.status, body: .problem(problem.document.serializedBytes()))
        if problem.status == 401 { headers["WWW-Authenticate"] = "Bearer" }
        if let seconds = problem.retryAfterSeconds { headers["Retry-After"] = "\(seconds)" }
        if !problem.allowedMethods.isEmpty { headers["Allow"] = problem.allowedMethods.joined(separator: ", ") }
    }

    /// Bytes that keeping the answer costs.
    var size: Int {
        switch body {
        case .json(let bytes), .problem(let bytes), .bytes(let bytes, _): bytes.count
        case .text(let text, _): text.utf8.count
        case .events, .trace, .none: 0
        }
    }
}
